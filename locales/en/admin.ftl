### Administration: units, people, security log.

# dynamic: field-
# dynamic: import-head-
# dynamic: security-kind-
# dynamic: security-outcome-
errors-may = Posts that may do this
errors-may-part = { $role } (part of their unit in the matter: { $part })
field-password-same = The new password must differ from the current one
field-unit-code = Use letters, digits and hyphens, 2 to 40 characters
field-unknown-unit = There is no unit with this code
field-division = Enter the division code, six digits
field-formula = Must not begin with =, +, - or @: spreadsheets would run it as a formula
field-encoding = The encoding of the file is not known. Save it as CSV in UTF-8
field-damaged = The table is damaged; check quotes and line breaks
field-columns = Missing headings: { $names }
field-no-rows = The table holds no rows; the first line is the heading
field-too-many-rows = At most { $max } rows; import in parts
field-stale = Units changed after the check; check again
field-double = The same as line { $line }
admin-parts = Administration
admin-units = Units
admin-users = People
admin-security = Security log
admin-search = Search
admin-reset = Reset
admin-save = Save
units-title = Units
units-count = { $count ->
    [one] One unit
   *[other] { $count } units
}
units-search = Name or code
units-below = Units below { $name }
units-found = Units found
units-edit = Open { $name }
units-empty = No units
units-empty-lead = Add one, or import a table.
units-more = Only the first 200 are shown; narrow your search.
units-below-head = Below
units-below-count = { $count ->
    [one] One unit
   *[other] { $count } units
}
units-below-none = None
unit-name = Name
unit-name-hint = Full official name
unit-code = Code
unit-code-hint = Unique here; often the division code with a suffix, for example 211302-ZJ
unit-kind-label = Kind
unit-division = Division code
unit-parent = Above
unit-parent-code = Code of the unit above
unit-parent-hint = Filled in when you come from the list
unit-since = Since
unit-facts = Facts
unit-change-title = Name and kind
unit-change-note = Code and place in the tree stay. Matters on file keep the name of their day.
unit-changed = The unit was changed
unit-created = Unit { $code } was added
unit-show-below = Units below
unit-new-title = New unit
unit-new-button = Add
person-conflict-who = Another security administrator
unit-conflict-who = Another system administrator
users-title = People
users-search = Name or user name
users-found = People found
users-empty = Nobody
users-empty-lead = Add a person, or import a table.
users-more = Only the first 100 are shown; narrow your search.
users-posts = Posts at this unit
users-below = Units below
users-enabled = In use
users-disabled = Disabled
users-post-ended = { $role } (ended { $day })
users-post-until = { $role } (until { $day })
person-name = Name
person-name-hint = Name of the official or expert; it can be erased
person-username = User name
person-username-hint = Lower-case letters, digits, dots and hyphens; a word for the post, for example shuangta-zj1
person-state = State
person-lock = Lock
person-not-locked = Not locked
person-locked-until = Too many wrong passwords: locked until { $time }
person-password = Password
person-password-first = First password, to be changed at sign-in
person-password-own = Set by the person
person-unit = Unit
person-unit-code = Unit code
person-role = Post
person-from = From
person-to = Until
person-open = In office
person-posts = Posts
person-no-post = No post, so no sign-in.
person-end = End
person-end-head = Action
person-give-title = Give a post
person-give-button = Give
person-until = Until
person-until-hint = Leave empty for no end, for example 2016-12-31
person-until-past = The day must not be before today ({ $today })
person-account = Account
person-enable = Enable the account
person-disable = Disable the account
person-own-account = You cannot disable your own account.
person-reset-title = Reset password
person-reset-lead = All sessions of the account end; the person must change the password at the next sign-in.
person-reset-button = Reset
person-first-password = First password
person-first-password-hint = At least 10 characters; tell the person in person or by telephone
person-new-title = New person
person-new-button = Add
person-created = The person was added
person-post-given = The post was given
person-post-ended = The post has ended
person-disabled-done = The account is disabled
person-enabled-done = The account is in use again
person-password-done = The password was reset; tell the person
import-units-title = Import units
import-units-lead = A CSV table whose first line is the heading. Check it first; one fault and nothing is entered.
import-units-sample =
    code,name,kind,parent,division
    211302,朝阳市双塔区人民政府,GOVERNMENT,211300,211302
    211302-ZJ,朝阳市双塔区住房和城乡建设局,HOUSING,211302,211302
import-people-title = Import people
import-people-lead = A CSV table whose first line is the heading. First passwords may stay empty; the system then makes them and shows them once. Check first, then enter.
import-people-sample =
    username,name,unit,role,password
    shuangta-zj1,住建局经办人,211302-ZJ,LEAD_UNIT,
    shuangta-ww1,稳评办备案员,211302-WW,FILING_OFFICER,
import-sample-title = Sample
import-file = CSV file
import-file-hint = UTF-8 or GB 18030, at most 1,000 rows
import-rows = Or paste the table
import-rows-hint = A chosen file comes first. After the check its text stays here to be mended.
import-check = Check
import-enter = Enter all
import-nothing = Choose a file or paste the table
import-faults = { $count ->
    [one] One cell is wrong; nothing was entered
   *[other] { $count } cells are wrong; nothing was entered
}
import-ready = { $count ->
    [one] The one row is in order and can be entered
   *[other] All { $count } rows are in order and can be entered
}
import-entered = { $count ->
    [one] One row entered
   *[other] { $count } rows entered
}
import-passwords = These first passwords are shown only now. Note them and tell each person.
import-done = { $count ->
    [one] One row entered
   *[other] { $count } rows entered
}
import-done-before = This table was entered before; nothing was done again
import-table = Table
import-line = Line
import-hidden = { $count ->
    [one] One more row without faults is not shown.
   *[other] { $count } more rows without faults are not shown.
}
import-back = Back to the list
import-head-code = Code
import-head-name = Name
import-head-kind = Kind
import-head-parent = Code of the unit above
import-head-division = Division code
import-head-username = User name
import-head-unit = Unit code
import-head-role = Post
import-head-password = First password
security-title = Security log
security-lead = Sign-ins, sign-outs and refusals. Posts and pages only, never the content of a matter.
security-time = Time
security-kind = Kind
security-outcome = Result
security-person = User name
security-unit = Unit
security-route = Page
security-shown = { $count ->
    [one] One entry on this page
   *[other] { $count } entries on this page
}
security-empty = No entries
security-empty-lead = Sign-ins and refusals will appear here.
security-kind-sign-in = Sign-in
security-kind-sign-out = Sign-out
security-kind-refused = Refused
security-kind-password-reset = Password reset
security-outcome-in = Signed in
security-outcome-wrong = Wrong name or password
security-outcome-done = Done
security-outcome-all = Every device
security-outcome-forbidden = Not allowed
person-end-note = A post that ends today can be used until midnight. To stop at once, disable the account.
