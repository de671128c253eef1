"""The second kind of import: a sheet of 完成情况 becomes drafts of reports."""
