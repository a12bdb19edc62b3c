-- AlterTable
ALTER TABLE "Document" ADD COLUMN     "correctionNote" TEXT NOT NULL DEFAULT '';
