-- CreateTable
CREATE TABLE "search_part" (
    "id" TEXT NOT NULL,
    "parts" tsvector NOT NULL,

    CONSTRAINT "search_part_pkey" PRIMARY KEY ("id")
);

-- What is indexed so far: neighbouring characters of every kind, of which the application writes only those it asks for.
INSERT INTO "search_part" ("id", "parts")
SELECT "id", array_to_tsvector(ARRAY(
  SELECT DISTINCT left(triple, size)
  FROM unnest(ARRAY["title", "code", "abstract", "provider_name"] || tsvector_to_array("tsv")) AS t,
    LATERAL (
      SELECT lower(c || lead(c, 1, '') OVER w || lead(c, 2, '') OVER w) AS triple
      FROM unnest(string_to_array(t, NULL)) WITH ORDINALITY AS u (c, n) WINDOW w AS (ORDER BY n)
    ) AS triples,
    generate_series(2, 3) AS size))
FROM "search_document";

-- CreateIndex
CREATE INDEX "search_part_parts_idx" ON "search_part" USING GIN ("parts");

-- AddForeignKey
ALTER TABLE "search_part" ADD CONSTRAINT "search_part_id_fkey" FOREIGN KEY ("id") REFERENCES "search_document"("id") ON DELETE CASCADE ON UPDATE CASCADE;
