-- Entries about no single card: parameters, rescheduled dates, wishes for a day, and the reverts of
-- them. A session reads those of a kind without going through the log.
CREATE INDEX log_apart ON log (kind) WHERE card IS NULL;
