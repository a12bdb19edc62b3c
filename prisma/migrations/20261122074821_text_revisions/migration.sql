-- AlterTable
ALTER TABLE "Document" ADD COLUMN     "supersedesId" UUID;

-- CreateTable
CREATE TABLE "Displacement" (
    "projectId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "documentId" UUID NOT NULL,
    "setId" UUID NOT NULL,
    "annotationId" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "candidate" JSONB,
    "score" DOUBLE PRECISION,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolvedAt" TIMESTAMPTZ(3),
    "resolvedBy" UUID,
    "revision" INTEGER NOT NULL DEFAULT 1,

CONSTRAINT "Displacement_pkey" PRIMARY KEY ("projectId","id")
);

-- CreateIndex
CREATE INDEX "Displacement_projectId_documentId_setId_state_idx" ON "Displacement"("projectId", "documentId", "setId", "state");

-- CreateIndex
CREATE INDEX "Displacement_projectId_annotationId_idx" ON "Displacement"("projectId", "annotationId");

-- CreateIndex
CREATE INDEX "Document_projectId_supersedesId_idx" ON "Document"("projectId", "supersedesId");

-- AddForeignKey
ALTER TABLE "Document" ADD CONSTRAINT "Document_projectId_supersedesId_fkey" FOREIGN KEY ("projectId", "supersedesId") REFERENCES "Document"("projectId", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Displacement" ADD CONSTRAINT "Displacement_projectId_documentId_fkey" FOREIGN KEY ("projectId", "documentId") REFERENCES "Document"("projectId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Displacement" ADD CONSTRAINT "Displacement_projectId_setId_fkey" FOREIGN KEY ("projectId", "setId") REFERENCES "AnnotationSet"("projectId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Displacement" ADD CONSTRAINT "Displacement_projectId_annotationId_fkey" FOREIGN KEY ("projectId", "annotationId") REFERENCES "Annotation"("projectId", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- keep: Document_newest_idx
-- A text has one correction at a time. One that was removed makes room for another.
CREATE UNIQUE INDEX "Document_newest_idx" ON "Document" ("projectId", "supersedesId")
  WHERE "deletedAt" IS NULL AND "supersedesId" IS NOT NULL;
