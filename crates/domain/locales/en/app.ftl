# Sentences of the application layer
app-not-found = Not found, or outside your responsibility.
app-forbidden = Your role does not include this action ({ $action }). If you need it, ask the system administrator to change your role.
app-unauthenticated = Please sign in. If your session has expired, sign in again.
app-login-refused = User name or password is wrong.
app-account-locked = Too many wrong passwords: the account is locked. Try again in { $minutes } minutes, or ask the system administrator to reset the password.
app-password-change-required = Change your first password before anything else.
app-invalid = Something in the request is not right.
app-conflict = Somebody has just changed this record. Reload it and try again; what you entered is kept.
app-internal = The server failed and nothing was changed. Try again later; if it persists, tell the system administrator the time so that the log can be read.
app-password-too-weak = A new password needs at least 10 characters from three of: capital letters, small letters, digits, symbols.
app-password-same = The new password must differ from the present one.
app-password-wrong = The present password is wrong.
app-login-taken = The user name “{ $login }” is taken; choose another.
app-login-form = A user name has 2 to 32 letters, digits, dots, hyphens or underscores.
app-role-needs-node = The role “{ $role }” needs a node to answer for.
app-role-needs-unit = The role “{ $role }” needs a unit to belong to.
app-own-account = You cannot deactivate your own account or take the system administrator role from yourself.
app-duties-separated = System administration, daily business and audit belong to different accounts: { $one } and { $other } cannot be granted together.
app-no-edition = No edition of a standard has been published yet. Import and publish one first.
app-no-scheme = There is no ranking scheme yet. Import one first.
app-no-campaign = There is no campaign yet. Initialise it first.
app-chain-cut = The record was cut: { $kind } { $subject } should have { $seq } events, but its end is missing or altered.
app-root-broken = The root of { $day } does not fit that day's chains: a record of that day or earlier was altered.

## Storage
app-storage-conflict = Somebody changed this record after you read it (version { $version }). Reload it and make your change again.
app-storage-already-there = A record with the same code or number is already there; nothing was written twice. Choose another code, or open the one that is there.
app-storage-no-such-reference = This refers to a record that does not exist, or is still referred to by others. Make the missing record first, then try again.
app-storage-unknown-location = “{ $location }” is no place for a database. Give a data folder, sqlite://FILE or postgres://HOST/DATABASE.
app-storage-folder = The data folder “{ $path }” cannot be made: { $reason }. Check the path and its permissions.
app-storage-inconsistency = Record { $row } of table { $table } says something impossible and was not used. Ask the system administrator to look into it.
app-storage-unavailable = The database cannot be reached just now and nothing was saved. Try again shortly; if it goes on, tell the system administrator.
