# po/*.po -> share/locale/<language>/LC_MESSAGES/kagiban.mo, in the build tree
# beside bin/ as in an installation, so that the program finds them alike.
