# Sentences of the command line
cli-file-unreadable = The file “{ $file }” cannot be read: { $why }. Check path and permissions.
cli-file-unwritable = The file “{ $file }” cannot be written: { $why }. Choose another place, or check permissions and free space.
cli-faults = { $count } errors in the file; nothing was changed. Mend them and run the command again.
cli-no-edition-in-file = There is no standard in “{ $file }”. Check whether it is the right file.

## Scoring
cli-score-sample = {" "}(sample)
cli-score-counts = { $sites } sites, { $observations } observations
cli-score-cycle = Total of the cycle
cli-score-module = Module
cli-score-score = Score
cli-score-full = Full
cli-score-weight = Weight
cli-score-how = How
cli-score-level = Level
cli-score-rank = Rank
cli-score-key = Code
cli-score-name = Name
cli-score-exact = Exact
cli-score-fraction = Numerator ÷ denominator
cli-score-notes = Notes
cli-score-by-type = By site type
cli-score-by-unit = By unit (ranked before rounding)
cli-score-by-node = By node (ranked before rounding)
cli-score-by-site = By site (ranked before rounding)
cli-score-by-item = By item
cli-score-explanation = How the score was made
cli-score-nothing-there = There is no “{ $key }” in the observations to unfold. Check the code.
cli-score-year = “{ $text }” is no total of a year. Write YEAR=TOTAL, such as 1=88.5; for this total write 3=this.
cli-score-no-cycle = The total of the cycle cannot be reckoned: the standard has no year weights ([cycle]), or the total of one of its years is missing. Give it as well.
