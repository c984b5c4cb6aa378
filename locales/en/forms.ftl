### Forms and their field messages.

form-errors-title = { $count ->
    [one] There is { $count } problem
   *[other] There are { $count } problems
}
form-spent = This form was sent before and had its effect. What is typed now is different; it was not saved and is still in the form. See the result of the first one; if this is needed as well, send it again
form-spent-see = See what the first one led to
form-error-word = Error:{" "}
form-choose = Choose
form-optional = Optional
field-error-empty = Fill in this field
field-error-too-long = Use { $max } characters or fewer
field-error-characters = Remove the characters that cannot be shown
field-error-whole = Enter a whole number
field-error-range = Enter a number from { $low } to { $high }
field-error-unit = Enter a number from 0 to 1 with at most 4 decimals
field-error-date = Enter the date like 2016-11-18
field-error-choice = Choose one
rescue-title = Nothing was sent, and nothing is lost
rescue-lead = Your session ended while you were typing. What you typed is kept on this page; leave it open.
rescue-sign-in = Sign in in a new window
rescue-send = Come back to this page and send again
rescue-files = Files are not kept. Add them again after sending.
rescue-button = Send again
form-error-named = { $field }: { $error }
narrow-label = Find a unit
narrow-hint = The lists of units below show this place, its city and the province. For another unit type a part of its name and press Find; nothing typed is lost.
narrow-button = Find
narrow-by = The lists of units are narrowed to “{ $find }”. Empty the field and press Find for the nearby ones.
