-- AlterTable
ALTER TABLE "Change" ALTER COLUMN "seq" DROP DEFAULT;

DROP SEQUENCE "Change_seq_seq";
