-- keep: Document_search_idx
-- keep: search

-- What full-text search looks at: title, outlet and byline before the text. Words are taken as they stand, since
-- a corpus has many languages. A tsvector holds at most 1 MB; of a text with more different words than that, as
-- much of its beginning is indexed as fits.
CREATE OR REPLACE FUNCTION document_search(title text, outlet text, byline text, body text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  head CONSTANT tsvector := setweight(to_tsvector('pg_catalog.simple', title || ' ' || outlet || ' ' || byline), 'A');
  kept integer := length(body);
BEGIN
  LOOP
    BEGIN
      RETURN head || setweight(to_tsvector('pg_catalog.simple', left(body, kept)), 'D');
    EXCEPTION WHEN program_limit_exceeded THEN
      kept := kept / 2;
    END;
  END LOOP;
END
$$;

ALTER TABLE "Document" DROP COLUMN IF EXISTS "search";
ALTER TABLE "Document" ADD COLUMN "search" tsvector
  GENERATED ALWAYS AS (document_search("title", "outlet", "byline", "text")) STORED;
CREATE INDEX "Document_search_idx" ON "Document" USING gin ("search");

-- One for each order of the document list, whose pages begin where the last one ended.
CREATE INDEX "Document_created_idx" ON "Document" ("projectId", "createdAt", "id") WHERE "deletedAt" IS NULL;
CREATE INDEX "Document_title_idx" ON "Document" ("projectId", (lower("title") COLLATE "C"), "id") WHERE "deletedAt" IS NULL;
CREATE INDEX "Document_outlet_idx" ON "Document" ("projectId", (lower("outlet") COLLATE "C"), "id") WHERE "deletedAt" IS NULL;
CREATE INDEX "Document_published_idx" ON "Document" ("projectId", (coalesce("publishedAt", '') COLLATE "C"), "id") WHERE "deletedAt" IS NULL;
CREATE INDEX "Entity_name_idx" ON "Entity" ("projectId", (lower("name") COLLATE "C"), "id") WHERE "deletedAt" IS NULL;

ALTER TABLE "Import" ADD COLUMN IF NOT EXISTS "columns" TEXT[];
ALTER TABLE "ImportFile" ADD COLUMN IF NOT EXISTS "isNative" BOOLEAN NOT NULL DEFAULT false;
CREATE INDEX IF NOT EXISTS "ImportItem_projectId_importId_textSha256_idx" ON "ImportItem"("projectId", "importId", "textSha256");
-- The quota of unfinished imports is counted by person.
CREATE INDEX "Import_unfinished_idx" ON "Import" ("createdBy") WHERE "state" IN ('uploading', 'reading', 'read', 'writing');
