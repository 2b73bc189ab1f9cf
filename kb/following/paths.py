"""Where the links in mails to followers lead."""

CONFIRM_PATH, END_PATH = "/foelg/%s/", "/afmeld/%s/"
