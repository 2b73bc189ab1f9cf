"""The application for a WSGI server: `gunicorn wsgi:app`."""

from kb.web.app import create_app, settle

app = create_app()
settle()
