-- AlterTable
ALTER TABLE "Import" ADD COLUMN     "brings" JSONB NOT NULL DEFAULT '{}';
