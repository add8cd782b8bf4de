"""The store on a machine of one's own: a file of SQLite, looked after."""
