-- AlterTable
ALTER TABLE "Assignment" ADD COLUMN     "activeMs" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "claimedAt" TIMESTAMPTZ(3),
ADD COLUMN     "roundId" UUID;

-- AlterTable
ALTER TABLE "User" ADD COLUMN     "mailed" TEXT[] DEFAULT ARRAY['assignment', 'mention']::TEXT[];

-- CreateTable
CREATE TABLE "Round" (
    "projectId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "mode" TEXT NOT NULL DEFAULT 'assigned',
    "copies" INTEGER NOT NULL,
    "sharedPortion" DOUBLE PRECISION NOT NULL DEFAULT 1,
    "cap" INTEGER,
    "dueAt" TIMESTAMPTZ(3),
    "isBlind" BOOLEAN NOT NULL DEFAULT true,
    "schemeVersion" INTEGER NOT NULL,
    "guidelineVersion" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" UUID,
    "openedAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 1,

CONSTRAINT "Round_pkey" PRIMARY KEY ("projectId","id")
);

-- CreateTable
CREATE TABLE "RoundDocument" (
    "projectId" UUID NOT NULL,
    "roundId" UUID NOT NULL,
    "documentId" UUID NOT NULL,
    "copies" INTEGER NOT NULL,
    "leftAt" TIMESTAMPTZ(3),

CONSTRAINT "RoundDocument_pkey" PRIMARY KEY ("projectId","roundId","documentId")
);

-- CreateTable
CREATE TABLE "RoundMember" (
    "projectId" UUID NOT NULL,
    "roundId" UUID NOT NULL,
    "userId" UUID NOT NULL,

CONSTRAINT "RoundMember_pkey" PRIMARY KEY ("projectId","roundId","userId")
);

-- CreateTable
CREATE TABLE "Review" (
    "projectId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "annotationId" UUID NOT NULL,
    "reviewerId" UUID NOT NULL,
    "verdict" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "text" TEXT NOT NULL DEFAULT '',
    "annotationRevision" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deletedAt" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 1,

CONSTRAINT "Review_pkey" PRIMARY KEY ("projectId","id")
);

-- CreateTable
CREATE TABLE "Thread" (
    "projectId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "documentId" UUID NOT NULL,
    "setId" UUID,
    "annotationId" UUID,
    "start" INTEGER,
    "end" INTEGER,
    "quote" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT 'open',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" UUID,
    "resolvedAt" TIMESTAMPTZ(3),
    "resolvedBy" UUID,
    "revision" INTEGER NOT NULL DEFAULT 1,

CONSTRAINT "Thread_pkey" PRIMARY KEY ("projectId","id")
);

-- CreateTable
CREATE TABLE "Comment" (
    "projectId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "threadId" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "mentions" UUID[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" UUID,
    "editedAt" TIMESTAMPTZ(3),
    "deletedAt" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 1,

CONSTRAINT "Comment_pkey" PRIMARY KEY ("projectId","id")
);

-- CreateTable
CREATE TABLE "ThreadRead" (
    "projectId" UUID NOT NULL,
    "threadId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "readAt" TIMESTAMPTZ(3) NOT NULL,

CONSTRAINT "ThreadRead_pkey" PRIMARY KEY ("projectId","threadId","userId")
);

-- CreateTable
CREATE TABLE "Notification" (
    "projectId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "actorId" UUID,
    "documentId" UUID,
    "subjectId" UUID,
    "details" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "readAt" TIMESTAMPTZ(3),
    "mailedAt" TIMESTAMPTZ(3),

CONSTRAINT "Notification_pkey" PRIMARY KEY ("projectId","id")
);

-- CreateTable
CREATE TABLE "GuidelineVersion" (
    "projectId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "value" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" UUID,

CONSTRAINT "GuidelineVersion_pkey" PRIMARY KEY ("projectId","number")
);

-- CreateTable
CREATE TABLE "GuidelineRead" (
    "projectId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "readAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

CONSTRAINT "GuidelineRead_pkey" PRIMARY KEY ("projectId","userId")
);

-- CreateTable
CREATE TABLE "GuidelineCase" (
    "projectId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ruleId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "threadId" UUID,
    "decisionId" UUID,
    "note" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" UUID,
    "deletedAt" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 1,

CONSTRAINT "GuidelineCase_pkey" PRIMARY KEY ("projectId","id")
);

-- CreateTable
CREATE TABLE "Decision" (
    "projectId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "documentId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "annotationId" UUID,
    "reason" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" UUID,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deletedAt" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 1,

CONSTRAINT "Decision_pkey" PRIMARY KEY ("projectId","id")
);

-- CreateTable
CREATE TABLE "DecisionSource" (
    "projectId" UUID NOT NULL,
    "decisionId" UUID NOT NULL,
    "annotationId" UUID NOT NULL,
    "revision" INTEGER NOT NULL,

CONSTRAINT "DecisionSource_pkey" PRIMARY KEY ("projectId","decisionId","annotationId")
);

-- CreateTable
CREATE TABLE "AgreementReport" (
    "projectId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "options" JSONB NOT NULL,
    "contentHash" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT NOT NULL DEFAULT '',
    "result" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" UUID,
    "finishedAt" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 1,

CONSTRAINT "AgreementReport_pkey" PRIMARY KEY ("projectId","id")
);

-- CreateTable
CREATE TABLE "Presence" (
    "projectId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "documentId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "block" INTEGER NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

CONSTRAINT "Presence_pkey" PRIMARY KEY ("projectId","id")
);

-- CreateIndex
CREATE INDEX "RoundDocument_projectId_documentId_idx" ON "RoundDocument"("projectId", "documentId");

-- CreateIndex
CREATE UNIQUE INDEX "Review_projectId_annotationId_reviewerId_key" ON "Review"("projectId", "annotationId", "reviewerId");

-- CreateIndex
CREATE INDEX "Thread_projectId_documentId_idx" ON "Thread"("projectId", "documentId");

-- CreateIndex
CREATE INDEX "Thread_projectId_annotationId_idx" ON "Thread"("projectId", "annotationId");

-- CreateIndex
CREATE INDEX "Comment_projectId_threadId_idx" ON "Comment"("projectId", "threadId");

-- CreateIndex
CREATE INDEX "Notification_userId_createdAt_idx" ON "Notification"("userId", "createdAt");

-- CreateIndex
CREATE INDEX "GuidelineCase_projectId_ruleId_idx" ON "GuidelineCase"("projectId", "ruleId");

-- CreateIndex
CREATE INDEX "Decision_projectId_documentId_idx" ON "Decision"("projectId", "documentId");

-- CreateIndex
CREATE INDEX "Decision_projectId_annotationId_idx" ON "Decision"("projectId", "annotationId");

-- CreateIndex
CREATE INDEX "DecisionSource_projectId_annotationId_idx" ON "DecisionSource"("projectId", "annotationId");

-- CreateIndex
CREATE INDEX "AgreementReport_projectId_contentHash_idx" ON "AgreementReport"("projectId", "contentHash");

-- CreateIndex
CREATE INDEX "Presence_projectId_documentId_idx" ON "Presence"("projectId", "documentId");

-- CreateIndex
CREATE INDEX "Assignment_projectId_roundId_idx" ON "Assignment"("projectId", "roundId");

-- AddForeignKey
ALTER TABLE "Assignment" ADD CONSTRAINT "Assignment_projectId_roundId_fkey" FOREIGN KEY ("projectId", "roundId") REFERENCES "Round"("projectId", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Round" ADD CONSTRAINT "Round_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoundDocument" ADD CONSTRAINT "RoundDocument_projectId_roundId_fkey" FOREIGN KEY ("projectId", "roundId") REFERENCES "Round"("projectId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoundDocument" ADD CONSTRAINT "RoundDocument_projectId_documentId_fkey" FOREIGN KEY ("projectId", "documentId") REFERENCES "Document"("projectId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoundMember" ADD CONSTRAINT "RoundMember_projectId_roundId_fkey" FOREIGN KEY ("projectId", "roundId") REFERENCES "Round"("projectId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Review" ADD CONSTRAINT "Review_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Review" ADD CONSTRAINT "Review_projectId_annotationId_fkey" FOREIGN KEY ("projectId", "annotationId") REFERENCES "Annotation"("projectId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Thread" ADD CONSTRAINT "Thread_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Thread" ADD CONSTRAINT "Thread_projectId_documentId_fkey" FOREIGN KEY ("projectId", "documentId") REFERENCES "Document"("projectId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Thread" ADD CONSTRAINT "Thread_projectId_setId_fkey" FOREIGN KEY ("projectId", "setId") REFERENCES "AnnotationSet"("projectId", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Thread" ADD CONSTRAINT "Thread_projectId_annotationId_fkey" FOREIGN KEY ("projectId", "annotationId") REFERENCES "Annotation"("projectId", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_projectId_threadId_fkey" FOREIGN KEY ("projectId", "threadId") REFERENCES "Thread"("projectId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ThreadRead" ADD CONSTRAINT "ThreadRead_projectId_threadId_fkey" FOREIGN KEY ("projectId", "threadId") REFERENCES "Thread"("projectId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notification" ADD CONSTRAINT "Notification_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GuidelineVersion" ADD CONSTRAINT "GuidelineVersion_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GuidelineRead" ADD CONSTRAINT "GuidelineRead_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GuidelineCase" ADD CONSTRAINT "GuidelineCase_projectId_threadId_fkey" FOREIGN KEY ("projectId", "threadId") REFERENCES "Thread"("projectId", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "GuidelineCase" ADD CONSTRAINT "GuidelineCase_projectId_decisionId_fkey" FOREIGN KEY ("projectId", "decisionId") REFERENCES "Decision"("projectId", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Decision" ADD CONSTRAINT "Decision_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Decision" ADD CONSTRAINT "Decision_projectId_documentId_fkey" FOREIGN KEY ("projectId", "documentId") REFERENCES "Document"("projectId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Decision" ADD CONSTRAINT "Decision_projectId_annotationId_fkey" FOREIGN KEY ("projectId", "annotationId") REFERENCES "Annotation"("projectId", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "DecisionSource" ADD CONSTRAINT "DecisionSource_projectId_decisionId_fkey" FOREIGN KEY ("projectId", "decisionId") REFERENCES "Decision"("projectId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DecisionSource" ADD CONSTRAINT "DecisionSource_projectId_annotationId_fkey" FOREIGN KEY ("projectId", "annotationId") REFERENCES "Annotation"("projectId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgreementReport" ADD CONSTRAINT "AgreementReport_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Presence" ADD CONSTRAINT "Presence_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Presence" ADD CONSTRAINT "Presence_projectId_documentId_fkey" FOREIGN KEY ("projectId", "documentId") REFERENCES "Document"("projectId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A document is in one round at a time.
CREATE UNIQUE INDEX "RoundDocument_one_round" ON "RoundDocument" ("projectId", "documentId") WHERE "leftAt" IS NULL;

-- Who is here is worth nothing after a minute, and says so every few seconds: it needs no place in the write-ahead log.
ALTER TABLE "Presence" SET UNLOGGED;
