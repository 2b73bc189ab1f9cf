"""Signing in, one's own account, and the users. Readers need none of it."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kb.accounts.letters import FORGOTTEN_PATH, KEY_PATH, SIGN_IN_PATH
from kb.web.signed_in import for_admins, for_everybody, for_members

# The pages know SQL; they are imported when somebody asks for one, so that readers never load it.

blueprint = Blueprint("accounts", __name__)
BOTH = ["GET", "POST"]
LARGEST_ID = 2**31 - 1


@blueprint.route(SIGN_IN_PATH, methods=BOTH)
@for_everybody
def sign_in() -> Response:
    """Sign in."""
    from kb.web.accounts import signing_in

    return signing_in.receive() if is_sent() else signing_in.show()


@blueprint.route("/log-ud/", methods=BOTH)
@for_everybody
def sign_out() -> Response:
    """Sign out."""
    from kb.web.accounts import signing_in

    return signing_in.sign_out() if is_sent() else signing_in.show_sign_out()


@blueprint.route(FORGOTTEN_PATH, methods=BOTH)
@for_everybody
def forgotten() -> Response:
    """Ask for a link with which to choose a new password."""
    from kb.web.accounts import choosing

    return choosing.receive_forgotten() if is_sent() else choosing.show_forgotten()


@blueprint.route(KEY_PATH % "<token>", methods=BOTH)
@for_everybody
def choose_password(token: str) -> Response:
    """Choose a password by the link of an invitation or of a forgotten password."""
    from kb.web.accounts import choosing

    return choosing.receive_choice(token) if is_sent() else choosing.show_choice(token)


@blueprint.route("/konto/")
@for_members
def account() -> Response:
    """See what we keep about oneself."""
    from kb.web.accounts import account

    return account.show()


@blueprint.route("/konto/adgangskode/", methods=BOTH)
@for_members
def change_password() -> Response:
    """Change one's password."""
    from kb.web.accounts import account

    return account.receive_change() if is_sent() else account.show_change()


@blueprint.route("/konto/log-ud-overalt/", methods=BOTH)
@for_members
def sign_out_everywhere() -> Response:
    """Sign out in every browser."""
    from kb.web.accounts import account

    return account.sign_out_everywhere() if is_sent() else account.show()


@blueprint.route("/brugere/")
@for_admins
def users() -> Response:
    """See all users."""
    from kb.web.accounts import users

    return users.show_all()


@blueprint.route("/brugere/inviter/", methods=BOTH)
@for_admins
def invite() -> Response:
    """Invite a user."""
    from kb.web.accounts import users

    return users.receive_invite() if is_sent() else users.show_invite()


@blueprint.route(f"/brugere/<int(max={LARGEST_ID}):user_id>/", methods=BOTH)
@for_admins
def user(user_id: int) -> Response:
    """See one user, and change what they may do."""
    from kb.web.accounts import user

    return user.receive(user_id) if is_sent() else user.show(user_id)


def is_sent() -> bool:
    """Tell whether the page's form was sent."""
    return request.method == "POST"
