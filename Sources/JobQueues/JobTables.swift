import ImportPipeline

/// The tables beside the engine's: the files, the order of each site's jobs, the leases.
///
/// They lie in a schema of their own, in the database of the store.
enum JobTables {
  /// The schema.
  static let schema = "registrar_jobs"

  /// What makes them where they are missing.
  static let statements = [
    "CREATE SCHEMA IF NOT EXISTS \(schema)",
    "CREATE TABLE IF NOT EXISTS \(schema).identity (id uuid PRIMARY KEY)",
    """
    INSERT INTO \(schema).identity (id) SELECT gen_random_uuid()
    WHERE NOT EXISTS (SELECT 1 FROM \(schema).identity)
    """,
    """
    CREATE TABLE IF NOT EXISTS \(schema).jobs (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      site text NOT NULL, name text NOT NULL, sha256 text NOT NULL, byte_count bigint NOT NULL,
      package text NOT NULL, package_hash text NOT NULL,
      priority text NOT NULL CHECK (priority IN ('high', 'normal', 'low')),
      submitted_by text NOT NULL, submitted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      round integer NOT NULL DEFAULT 1, task_id uuid UNIQUE,
      is_open boolean NOT NULL DEFAULT true, is_ready boolean NOT NULL DEFAULT false,
      reason text, report text, run_id text, ended_at timestamptz,
      UNIQUE (site, sha256))
    """,
    "CREATE INDEX IF NOT EXISTS jobs_open ON \(schema).jobs (site, id) WHERE is_open",
    """
    CREATE TABLE IF NOT EXISTS \(schema).contents (
      job_id bigint PRIMARY KEY REFERENCES \(schema).jobs, content bytea NOT NULL)
    """,
    // Workbooks are compressed already.
    "ALTER TABLE \(schema).contents ALTER COLUMN content SET STORAGE EXTERNAL",
    """
    CREATE TABLE IF NOT EXISTS \(schema).leases (
      run_id uuid PRIMARY KEY, job_id bigint NOT NULL REFERENCES \(schema).jobs,
      worker text NOT NULL, expires_at timestamptz NOT NULL)
    """,
  ]

  /// The numbers of the advisory locks: one for those who submit, one for those who claim.
  static let submitLock = "1380930389, 1"
  static let claimLock = "1380930389, 2"
}

extension SQLConnection {
  /// Runs a body in a transaction that sees what others commit meanwhile; it is rolled back when the body throws.
  ///
  /// A process that is stopped within it loses its connection after `patience` seconds, so that others go on.
  func inShortTransaction<Result>(
    patience: Int = 5, _ body: () throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    try execute(
      """
      BEGIN ISOLATION LEVEL READ COMMITTED; \
      SET LOCAL idle_in_transaction_session_timeout = '\(patience)s'
      """)
    do throws(StoreError) {
      let result = try body()
      try execute("COMMIT")
      return result
    } catch {
      rollBack()
      throw error
    }
  }
}
