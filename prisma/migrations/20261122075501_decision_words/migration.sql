-- AlterTable
ALTER TABLE "Decision" ADD COLUMN     "text" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "DecisionSource" ADD COLUMN     "isTaken" BOOLEAN NOT NULL DEFAULT false;
