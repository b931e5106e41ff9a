BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0.1.0');
CREATE TABLE aliases (
	alias VARCHAR(200) NOT NULL, 
	publisher TEXT NOT NULL, 
	CONSTRAINT pk_aliases PRIMARY KEY (alias)
);
CREATE TABLE articles (
	sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	id VARCHAR(40) NOT NULL, 
	text TEXT NOT NULL, 
	title TEXT NOT NULL, 
	published DATE, 
	published_start INTEGER, 
	published_end INTEGER, 
	blocks JSON NOT NULL, 
	kind VARCHAR(10) NOT NULL, 
	name TEXT NOT NULL, 
	notices JSON NOT NULL, 
	added_at DATETIME NOT NULL, 
	revision INTEGER NOT NULL, 
	put_away_at DATETIME, 
	CONSTRAINT uq_articles_id UNIQUE (id)
);
INSERT INTO "articles" VALUES(1,'art-0123456789ab','On Monday 1 ships waited off port 1, Pilot Weekly said.
On Monday 2 ships waited off port 2, Pilot Weekly said.
On Monday 3 ships waited off port 3, Pilot Weekly said.','Ships wait','2024-05-03',NULL,NULL,'[[0, 167, "body", ""]]','txt','ships.txt','[]','2024-05-03 12:00:01.000000',2,NULL);
CREATE TABLE claim_edits (
	sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	article_id VARCHAR(40) NOT NULL, 
	request_id VARCHAR(100) NOT NULL, 
	act VARCHAR(20) NOT NULL, 
	reviewer TEXT NOT NULL, 
	edited_at DATETIME NOT NULL, 
	result JSON NOT NULL, 
	"before" JSON NOT NULL, 
	"after" JSON NOT NULL, 
	CONSTRAINT fk_claim_edits_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id), 
	CONSTRAINT uq_claim_edits_request_id UNIQUE (request_id)
);
INSERT INTO "claim_edits" VALUES(1,'art-0123456789ab','edit-1','reword','Ada','2024-05-03 12:00:04.000000','["clm-096dd11c71a7"]','{"claims": [{"id": "clm-096dd11c71a7", "article_id": "art-0123456789ab", "text": "3 ships waited off port 3 on Monday.", "first_text": "3 ships waited off port 3 on Monday.", "start": 112, "end": 147, "sentence_start": 112, "sentence_end": 167, "details": {"attributions": [["Pilot Weekly", "said", [147, 167], "unknown"]], "hedges": ["reportedly"], "dates": [["On Monday", "2024-04-29", "2024-04-29", "event", [112, 121]]], "numbers": ["3"], "unresolved": [], "rules": [["attribution", [147, 167], ""]]}, "is_quotation": false, "kind": "event", "checkable": true, "reason": "", "check_worthiness": 0.5, "made_by": "splitter", "version": 1, "removed": false}]}','{"claims": [{"id": "clm-096dd11c71a7", "article_id": "art-0123456789ab", "text": "Three ships waited off port 3.", "first_text": "3 ships waited off port 3 on Monday.", "start": 112, "end": 147, "sentence_start": 112, "sentence_end": 167, "details": {"attributions": [["Pilot Weekly", "said", [147, 167], "unknown"]], "hedges": ["reportedly"], "dates": [["On Monday", "2024-04-29", "2024-04-29", "event", [112, 121]]], "numbers": ["3"], "unresolved": [], "rules": [["attribution", [147, 167], ""]]}, "is_quotation": false, "kind": "event", "checkable": true, "reason": "", "check_worthiness": 0.5, "made_by": "Ada", "version": 2, "removed": false}]}');
CREATE TABLE claims (
	id VARCHAR(40) NOT NULL, 
	article_id VARCHAR(40) NOT NULL, 
	place INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	first_text TEXT NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	sentence_start INTEGER NOT NULL, 
	sentence_end INTEGER NOT NULL, 
	details JSON NOT NULL, 
	is_quotation BOOLEAN NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	checkable BOOLEAN NOT NULL, 
	reason TEXT NOT NULL, 
	check_worthiness FLOAT NOT NULL, 
	made_by TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	worded INTEGER NOT NULL, 
	removed BOOLEAN NOT NULL, 
	CONSTRAINT pk_claims PRIMARY KEY (id), 
	CONSTRAINT fk_claims_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id)
);
INSERT INTO "claims" VALUES('clm-fb45e73d7ef0','art-0123456789ab',1,'1 ships waited off port 1 on Monday.','1 ships waited off port 1 on Monday.',0,35,0,55,'{"attributions": [["Pilot Weekly", "said", [35, 55], "unknown"]], "hedges": ["reportedly"], "dates": [["On Monday", "2024-04-29", "2024-04-29", "event", [0, 9]]], "numbers": ["1"], "unresolved": [], "rules": [["attribution", [35, 55], ""]]}',0,'event',1,'',0.5,'splitter',1,1,0);
INSERT INTO "claims" VALUES('clm-31c2edb2066a','art-0123456789ab',2,'2 ships waited off port 2 on Monday.','2 ships waited off port 2 on Monday.',56,91,56,111,'{"attributions": [["Pilot Weekly", "said", [91, 111], "unknown"]], "hedges": ["reportedly"], "dates": [["On Monday", "2024-04-29", "2024-04-29", "event", [56, 65]]], "numbers": ["2"], "unresolved": [], "rules": [["attribution", [91, 111], ""]]}',0,'event',1,'',0.5,'splitter',1,1,0);
INSERT INTO "claims" VALUES('clm-096dd11c71a7','art-0123456789ab',3,'Three ships waited off port 3.','3 ships waited off port 3 on Monday.',112,147,112,167,'{"attributions": [["Pilot Weekly", "said", [147, 167], "unknown"]], "hedges": ["reportedly"], "dates": [["On Monday", "2024-04-29", "2024-04-29", "event", [112, 121]]], "numbers": ["3"], "unresolved": [], "rules": [["attribution", [147, 167], ""]]}',0,'event',1,'',0.5,'Ada',2,2,0);
CREATE TABLE drafts (
	claim_id VARCHAR(40) NOT NULL, 
	reviewer TEXT NOT NULL, 
	tab VARCHAR(40) NOT NULL, 
	note TEXT NOT NULL, 
	pins JSON NOT NULL, 
	reason VARCHAR(40) NOT NULL, 
	saved_at DATETIME NOT NULL, 
	CONSTRAINT pk_drafts PRIMARY KEY (claim_id, reviewer, tab)
);
INSERT INTO "drafts" VALUES('clm-096dd11c71a7','Ada','0000000a','half a note','[]','','2024-05-03 12:00:05.000000');
CREATE TABLE embeddings (
	text_digest VARCHAR(64) NOT NULL, 
	model_id VARCHAR(200) NOT NULL, 
	vector BLOB NOT NULL, 
	CONSTRAINT pk_embeddings PRIMARY KEY (text_digest, model_id)
);
INSERT INTO "embeddings" VALUES('a4b5942b9ae827252615de3c97f97954f61f56e9ddc7703ca744958687d92d3e','words/1',X'E919000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000009E3400000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000009E3400000000000000000000000000000000000000000000000000000000000000000000000000000000000000009E3400000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000009E3400009E3400000000000000000000000000000000000000000000000000009E3400000000000000000000000000000000000000009E340000000000000000000000000000000000000000000000000000000000009E340000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000009E34000000000000000000000000000000009E340000000000009E340000000000009E3400000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000');
CREATE TABLE judgements (
	sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	article_id VARCHAR(40) NOT NULL, 
	claim_id VARCHAR(40) NOT NULL, 
	claim_version INTEGER NOT NULL, 
	question VARCHAR(20) NOT NULL, 
	named_source TEXT NOT NULL, 
	reviewer TEXT NOT NULL, 
	value VARCHAR(20) NOT NULL, 
	reason VARCHAR(40) NOT NULL, 
	note TEXT NOT NULL, 
	pins JSON NOT NULL, 
	shown JSON NOT NULL, 
	request_id VARCHAR(100) NOT NULL, 
	decided_at DATETIME NOT NULL, 
	undoes INTEGER, 
	CONSTRAINT fk_judgements_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id), 
	CONSTRAINT uq_judgements_request_id UNIQUE (request_id)
);
INSERT INTO "judgements" VALUES(1,'art-0123456789ab','clm-fb45e73d7ef0',1,'is it so','','Ada','verified','','','[{"source_id": "src-1", "start": 10, "end": 30, "publisher": "Pilot Weekly", "title": "Ships wait", "url": "https://h.example/1", "published": "2024-05-02", "excerpt": "62 ships waited.", "similarity": 0.83, "place": "page 3"}]','{"model_id": "", "similarities": [], "marks": [], "origins": []}','clm-fb45e73d7ef0-verified-Ada-0','2024-05-03 12:00:02.000000',NULL);
INSERT INTO "judgements" VALUES(2,'art-0123456789ab','clm-31c2edb2066a',1,'is it so','','Ada','verified','','Zwölf – “so”','[{"source_id": "src-1", "start": 10, "end": 30, "publisher": "Pilot Weekly", "title": "Ships wait", "url": "https://h.example/1", "published": "2024-05-02", "excerpt": "62 ships waited.", "similarity": 0.83, "place": "page 3"}]','{"model_id": "", "similarities": [], "marks": [], "origins": []}','clm-31c2edb2066a-verified-Ada-1','2024-05-03 12:00:03.000000',NULL);
CREATE TABLE keyword_counts (
	source_id VARCHAR(40) NOT NULL, 
	form INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	passages INTEGER NOT NULL, 
	ends INTEGER NOT NULL, 
	counts BLOB NOT NULL, 
	CONSTRAINT pk_keyword_counts PRIMARY KEY (source_id), 
	CONSTRAINT fk_keyword_counts_source_id_sources FOREIGN KEY(source_id) REFERENCES sources (id) ON DELETE CASCADE
);
CREATE TABLE library (
	id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_library PRIMARY KEY (id), 
	CONSTRAINT ck_library_one_row CHECK (id = 1)
);
INSERT INTO "library" VALUES(1,3);
CREATE TABLE model_answers (
	"key" VARCHAR(64) NOT NULL, 
	answer TEXT NOT NULL, 
	asked_at DATETIME NOT NULL, 
	CONSTRAINT pk_model_answers PRIMARY KEY ("key")
);
CREATE TABLE model_splits (
	article_id VARCHAR(40) NOT NULL, 
	made_by TEXT NOT NULL, 
	by_model INTEGER NOT NULL, 
	by_rules INTEGER NOT NULL, 
	faults JSON NOT NULL, 
	rejected JSON NOT NULL, 
	CONSTRAINT pk_model_splits PRIMARY KEY (article_id), 
	CONSTRAINT fk_model_splits_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id)
);
CREATE TABLE origin_prints (
	print BIGINT NOT NULL, 
	report INTEGER NOT NULL, 
	CONSTRAINT pk_origin_prints PRIMARY KEY (print, report)
)
 WITHOUT ROWID

;
INSERT INTO "origin_prints" VALUES(257168991150825241,1);
INSERT INTO "origin_prints" VALUES(1233881311911145733,1);
CREATE TABLE origin_relations (
	first VARCHAR(40) NOT NULL, 
	second VARCHAR(40) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	first_share FLOAT NOT NULL, 
	second_share FLOAT NOT NULL, 
	first_words INTEGER NOT NULL, 
	second_words INTEGER NOT NULL, 
	phrases INTEGER NOT NULL, 
	example TEXT NOT NULL, 
	credit TEXT NOT NULL, 
	credited_by VARCHAR(40) NOT NULL, 
	credit_words TEXT NOT NULL, 
	CONSTRAINT pk_origin_relations PRIMARY KEY (first, second), 
	CONSTRAINT fk_origin_relations_first_sources FOREIGN KEY(first) REFERENCES sources (id) ON DELETE CASCADE, 
	CONSTRAINT fk_origin_relations_second_sources FOREIGN KEY(second) REFERENCES sources (id) ON DELETE CASCADE
);
CREATE TABLE origin_reports (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	source_id VARCHAR(40) NOT NULL, 
	credit TEXT NOT NULL, 
	credits BOOLEAN NOT NULL, 
	CONSTRAINT fk_origin_reports_source_id_sources FOREIGN KEY(source_id) REFERENCES sources (id) ON DELETE CASCADE, 
	CONSTRAINT uq_origin_reports_source_id UNIQUE (source_id)
);
INSERT INTO "origin_reports" VALUES(1,'src-c68331cd4575','',0);
CREATE TABLE passages (
	source_id VARCHAR(40) NOT NULL, 
	ordinal INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	text_digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_passages PRIMARY KEY (source_id, ordinal), 
	CONSTRAINT ck_passages_offsets CHECK ("start" >= 0 AND "start" < "end"), 
	CONSTRAINT fk_passages_source_id_sources FOREIGN KEY(source_id) REFERENCES sources (id) ON DELETE CASCADE
);
INSERT INTO "passages" VALUES('src-c68331cd4575',0,0,65,'a4b5942b9ae827252615de3c97f97954f61f56e9ddc7703ca744958687d92d3e');
CREATE TABLE settings (
	name VARCHAR(60) NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_settings PRIMARY KEY (name)
);
INSERT INTO "settings" VALUES('embedding_precision','float32');
CREATE TABLE snapshots (
	sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	source_id VARCHAR(40) NOT NULL, 
	retrieved_at DATETIME NOT NULL, 
	outcome VARCHAR(20) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	characters INTEGER NOT NULL, 
	replaced_by VARCHAR(40) NOT NULL
);
INSERT INTO "snapshots" VALUES(1,'src-c68331cd4575','2026-11-29 21:26:13.370880','added','a4b5942b9ae827252615de3c97f97954f61f56e9ddc7703ca744958687d92d3e',65,'');
CREATE TABLE source_changes (
	source_id VARCHAR(40) NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_source_changes PRIMARY KEY (source_id)
);
INSERT INTO "source_changes" VALUES('src-c68331cd4575',3);
CREATE TABLE sources (
	id VARCHAR(40) NOT NULL, 
	text TEXT NOT NULL, 
	kind VARCHAR(10) NOT NULL, 
	name TEXT NOT NULL, 
	title TEXT NOT NULL, 
	publisher TEXT NOT NULL, 
	author TEXT NOT NULL, 
	published DATE, 
	url TEXT NOT NULL, 
	given_id TEXT NOT NULL, 
	retrieved_at DATETIME NOT NULL, 
	page_starts JSON DEFAULT '[]' NOT NULL, 
	replaced_by VARCHAR(40) DEFAULT '' NOT NULL, 
	CONSTRAINT pk_sources PRIMARY KEY (id)
);
INSERT INTO "sources" VALUES('src-c68331cd4575','Twelve ships waited off port 1 on Monday, the harbour board said.','txt','','Ships wait','Pilot Weekly','',NULL,'','','2026-11-29 21:26:13.370880','[]','');
CREATE INDEX ix_passages_text_digest ON passages (text_digest);
CREATE INDEX ix_source_changes_version ON source_changes (version);
CREATE INDEX ix_snapshots_source_id ON snapshots (source_id);
CREATE INDEX ix_origin_relations_second ON origin_relations (second);
CREATE INDEX ix_claims_article_id_place ON claims (article_id, place);
CREATE INDEX ix_claim_edits_article_id_sequence ON claim_edits (article_id, sequence);
CREATE INDEX ix_judgements_article_id_sequence ON judgements (article_id, sequence);
CREATE TRIGGER claim_edits_no_update BEFORE UPDATE ON claim_edits BEGIN SELECT RAISE(ABORT, 'The history only grows: claim_edits is never changed or deleted.'); END;
CREATE TRIGGER claim_edits_no_delete BEFORE DELETE ON claim_edits BEGIN SELECT RAISE(ABORT, 'The history only grows: claim_edits is never changed or deleted.'); END;
CREATE TRIGGER claim_edits_no_replace BEFORE INSERT ON claim_edits WHEN NEW.sequence IN (SELECT sequence FROM claim_edits) OR NEW.request_id IN (SELECT request_id FROM claim_edits) BEGIN SELECT RAISE(ABORT, 'The history only grows: claim_edits is never changed or deleted.'); END;
CREATE TRIGGER judgements_no_update BEFORE UPDATE ON judgements BEGIN SELECT RAISE(ABORT, 'The history only grows: judgements is never changed or deleted.'); END;
CREATE TRIGGER judgements_no_delete BEFORE DELETE ON judgements BEGIN SELECT RAISE(ABORT, 'The history only grows: judgements is never changed or deleted.'); END;
CREATE TRIGGER judgements_no_replace BEFORE INSERT ON judgements WHEN NEW.sequence IN (SELECT sequence FROM judgements) OR NEW.request_id IN (SELECT request_id FROM judgements) BEGIN SELECT RAISE(ABORT, 'The history only grows: judgements is never changed or deleted.'); END;
CREATE TRIGGER snapshots_no_update BEFORE UPDATE ON snapshots BEGIN SELECT RAISE(ABORT, 'The history only grows: snapshots is never changed or deleted.'); END;
CREATE TRIGGER snapshots_no_delete BEFORE DELETE ON snapshots BEGIN SELECT RAISE(ABORT, 'The history only grows: snapshots is never changed or deleted.'); END;
CREATE TRIGGER snapshots_no_replace BEFORE INSERT ON snapshots WHEN NEW.sequence IN (SELECT sequence FROM snapshots) BEGIN SELECT RAISE(ABORT, 'The history only grows: snapshots is never changed or deleted.'); END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('articles',1);
INSERT INTO "sqlite_sequence" VALUES('origin_reports',1);
INSERT INTO "sqlite_sequence" VALUES('snapshots',1);
INSERT INTO "sqlite_sequence" VALUES('judgements',2);
INSERT INTO "sqlite_sequence" VALUES('claim_edits',1);
COMMIT;
