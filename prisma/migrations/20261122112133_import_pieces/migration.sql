-- CreateTable
CREATE TABLE "ImportPiece" (
    "projectId" UUID NOT NULL,
    "importId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

CONSTRAINT "ImportPiece_pkey" PRIMARY KEY ("projectId","importId","number","at")
);

-- AddForeignKey
ALTER TABLE "ImportPiece" ADD CONSTRAINT "ImportPiece_projectId_importId_number_fkey" FOREIGN KEY ("projectId", "importId", "number") REFERENCES "ImportFile"("projectId", "importId", "number") ON DELETE CASCADE ON UPDATE CASCADE;
