### Errors: pages, fragments, problem documents.


# dynamic: error-

error-not-found-title = Page not found
error-not-found-lead = The address may be wrong, the content may have moved, or you may not have access to it.
error-unknown-number-title = Number unknown
error-unknown-number-lead = This number is unknown. A matter that was never listed cannot pass; send it back to its owner to be listed.
error-method-title = This address does not accept that
error-method-lead = Use the buttons and links of the pages.
error-sign-in-title = Sign in first
error-sign-in-lead = This page is for staff.
error-forbidden-title = No access
error-forbidden-lead = Your post may not see this or act on it.
error-conflict-title = Somebody else changed this
error-conflict-lead = This item changed while you were typing. Your change was not saved.
error-refused-title = The rules do not allow this
error-refused-lead = The reason and the way on are below.
error-stale-form-title = This page is too old
error-stale-form-lead = Nothing was saved. Go back, reload the page and send again.
error-unreadable-title = What was sent cannot be read
error-unreadable-lead = Nothing was saved.
error-too-large-title = Too large
error-too-large-lead = Nothing was saved. Send smaller files.
error-too-many-title = Too many requests
error-too-many-lead = Try again in a moment.
error-timeout-title = This took too long
error-timeout-lead = The request did not finish. Try again in a moment; sending twice does not act twice.
error-unavailable-title = Not available at the moment
error-unavailable-lead = Nothing was saved. Try again in a moment.
error-internal-title = Something went wrong
error-internal-lead = Nothing was saved. Give the number below to your administrator.
errors-home = Go to the start page
errors-back = Back
errors-reload = Show what is there now
errors-owner = Belongs to
errors-ask = Ask
errors-ask-granter = { $role } at { $unit } ({ $names }), who gives posts and permissions.
errors-rule = Rule
errors-source = Source
errors-missing = What is missing
errors-supplier = Who can supply it
errors-reference = Request number { $id }
errors-conflict-who = { $who } sent a change at { $at }. Yours was not saved. Check both and try again.
errors-conflict-table = What both typed
errors-conflict-field = Field
errors-conflict-theirs = Now stored
errors-conflict-yours = What you typed
errors-limit = Nothing was saved. The limit is { $kib } KiB.
errors-wait = Try again in { $seconds } seconds.
errors-unreadable-request = The request has a wrong format. Nothing was saved.
errors-unreadable-type = The form has a wrong format. Nothing was saved.
errors-unreadable-body = What was sent is incomplete; the connection may have failed. Try again.
errors-unreadable-text = The text is not UTF-8. Nothing was saved.
errors-unreadable-fields = There are more than { $max } fields. Nothing was saved.
