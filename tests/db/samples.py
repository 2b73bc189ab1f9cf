"""Rows as they may stand after each step of the migrations, so that later steps are seen to keep them."""

AT = "2026-11-25 09:00:00.000000+00:00"
SAMPLES = {
    "0001": [
        ("users", "id, email, name, role, municipality, areas, language, password_hash, created_at, delete_on",
         f"7, 'anne@nordby.example', 'Anne Ærø', 'editor', '', '[\"hjemmepleje\"]', 'da', 'x', '{AT}', '2028-11-25'"),
        ("sessions", "token_digest, user_id, created_at, seen_at", f"'a1', 7, '{AT}', '{AT}'"),
        ("keys", "token_digest, purpose, user_id, subject, expires_at", f"'b2', 'reset', 7, '', '{AT}'"),
        ("attempts", "key, failures, last_at, blocked_until", f"'c3', 4, '{AT}', '{AT}'"),
        ("outbox", "id, recipient, language, subject, text, queued_at, next_try_at, attempts, fault",
         f"3, 'anne@nordby.example', 'da', 'Emne', 'Tekst', '{AT}', '{AT}', 0, ''"),
        ("audit", "sequence, at, actor_id, actor_role, action, object, before, after, previous, digest",
         f"1, '{AT}', 7, 'editor', 'session.started', 'user:7', '', '', '{'0' * 64}', '{'d' * 64}'"),
    ],
    "0002": [
        ("submissions", "id, kind, state, version, author_id, earlier_authors, municipality, solution, areas, title, path, typed, round, created_at, changed_at, submitted_at, ready, commit_id, hindrance",
         f"'{'e' * 32}', 'report', 'submitted', 3, 7, '[]', 'nordby', 'skaermbesoeg', '[]', 'Emne', '', '{{}}', 1, '{AT}', '{AT}', '{AT}', '{{}}', '', ''"),
        ("decisions", "id, submission_id, editor_id, verdict, reason, comments, round, waited_since, at",
         f"4, '{'e' * 32}', 7, 'send_back', 'Hvornår?', '{{}}', 1, '{AT}', '{AT}'"),
    ],
    "0003": [
        ("followers", "id, handle, email, language, created_at, told_on",
         f"5, '{'f' * 43}', 'carl@sydby.example', 'da', '{AT}', '2026-11-25'"),
        ("followed", "id, follower_id, what, asked_at, confirmed_at, told_until, told",
         f"6, 5, 'omraade/hjemmepleje', '{AT}', '{AT}', '2026-11-24', '[]'"),
    ],
}  # fmt: skip
