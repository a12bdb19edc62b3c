-- keep: Change_reviewRun_idx
-- The last verdicts on many of a project are found in its log without reading all of it.
CREATE INDEX "Change_reviewRun_idx" ON "Change" ("projectId", "seq") WHERE "kind" LIKE 'reviewRun.%';
