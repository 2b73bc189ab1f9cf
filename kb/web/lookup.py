"""The record that an address names, or the page that says there is none."""

from flask import abort

from kb.records.base import is_slug
from kb.records.experience import Experience
from kb.records.solution import Solution
from kb.web.context import current_release


def find_solution(solution_id: str) -> Solution:
    """Find a solution or end in 404."""
    found = current_release().catalogue.solutions.get(solution_id) if is_slug(solution_id) else None
    return found or abort(404)


def find_experience(solution_id: str, experience_id: str) -> Experience:
    """Find an experience report, also a withdrawn one, or end in 404."""
    is_ref = is_slug(solution_id) and is_slug(experience_id)
    ref = f"{solution_id}/{experience_id}"
    found = current_release().catalogue.report(ref) if is_ref else None
    return found or abort(404)
