-- AlterTable
ALTER TABLE "Round" ADD COLUMN     "plan" INTEGER;

-- CreateTable
CREATE TABLE "RoundPlace" (
    "projectId" UUID NOT NULL,
    "roundId" UUID NOT NULL,
    "plan" INTEGER NOT NULL,
    "documentId" UUID NOT NULL,
    "userId" UUID NOT NULL,

CONSTRAINT "RoundPlace_pkey" PRIMARY KEY ("projectId","roundId","plan","documentId","userId")
);

-- CreateIndex
CREATE INDEX "RoundPlace_projectId_documentId_idx" ON "RoundPlace"("projectId", "documentId");

-- AddForeignKey
ALTER TABLE "RoundPlace" ADD CONSTRAINT "RoundPlace_projectId_roundId_fkey" FOREIGN KEY ("projectId", "roundId") REFERENCES "Round"("projectId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoundPlace" ADD CONSTRAINT "RoundPlace_projectId_documentId_fkey" FOREIGN KEY ("projectId", "documentId") REFERENCES "Document"("projectId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
