### Signing in, own account, first run.

# dynamic: setup-admin-
login-title = Sign in
login-motto = Assess first, decide after
login-promise-matters = Decisions are assessed, never people
login-promise-anonymous = Residents take part anonymously; minority views go on file
login-promise-trace = Every step leaves a trace that can be checked and recomputed
login-lead = For staff only.
login-username = User name
login-password = Password
login-button = Sign in
login-forgotten = Forgotten your password? Ask your security administrator to reset it.
login-wrong = The user name or the password is wrong
login-locked = Too many wrong passwords. The account is locked; try again after { $time }
login-no-post = You hold no post at present and cannot sign in. Ask the security administrator.
login-already = You are signed in as { $name }. Signing in to another account ends this session.
login-demo-title = Demonstration sign-ins, one for each post
login-demo-password = The password is always
login-demo-role = Post and unit
logout-done = You are signed out
logout-everywhere-done = You are signed out on every device
account-title = My account
account-must-change = Change your password first.
account-must-change-lead = The first password works once. You can go on after changing it.
account-password-title = Change password
account-password-old = Current password
account-password-new = New password
account-password-again = New password again
account-password-hint = At least 10 characters. A few unrelated words are safer than symbols.
account-password-differs = The two passwords differ
account-password-changed = Password changed; sessions on other devices have ended
account-password-button = Change password
account-sessions-title = Sessions
account-sessions-open = { $count ->
    [one] One session is open: this one.
   *[other] { $count } sessions are open, this one included.
}
account-sessions-lead = If you forgot to sign out somewhere, or suspect that someone uses your account, end them all.
account-sessions-button = Sign out everywhere
account-posts-title = Posts
account-posts-count = You hold { $count } posts.
account-posts-link = Choose a post
post-title = Choose a post
post-lead = You hold several posts. You act in one at a time; rights and records follow that post.
post-label = Post to act in
post-button = Continue
setup-title = First run
setup-lead = Enter your unit and three administrators. This page closes afterwards; the administrators sign in and go on.
setup-checks = Environment
setup-check-done = In order
setup-check-database = Database
setup-check-rules = Rule files
setup-check-rules-count = { $count ->
    [one] One layer, checked
   *[other] { $count } layers, all checked
}
setup-check-calendar = Working-day calendar
setup-check-today = Today
setup-code = Setup code
setup-code-hint = 12 characters that the terminal shows where the program was started; each start makes another
setup-code-wrong = This is not the setup code. Copy it from the terminal where the program was started.
setup-unit-title = Your unit
setup-unit-lead = It is the root of the tree. The system administrator adds or imports the units below it.
setup-unit-name = Name
setup-unit-name-hint = Full official name
setup-division = Division code
setup-division-hint = Six digits (GB/T 2260), for example 210000
setup-kind = Kind
setup-admins-title = Three administrators
setup-admins-lead = Three people check one another; none of them can open a matter. User names take lower-case letters, digits, dots and hyphens; passwords at least 10 characters.
setup-admin-system-admin = Keeps units and the running of the system
setup-admin-security-admin = Keeps accounts and posts
setup-admin-audit-admin = Reads the audit trail and the security log
setup-username = User name of the { $role }
setup-password = Password of the { $role }
setup-password-again = Password of the { $role } again
setup-same-password = The three administrators need different passwords
setup-button = Finish
setup-done = Set-up is complete. The system administrator can sign in and add units
