public import ImportPipeline

extension PostgresStore {
  /// The latest committed run of a package version that read a file.
  public func committedRun(
    sha256: String, packageHash: String, ofWhole: Bool
  ) throws(StoreError) -> String? {
    try access { run in
      try run.connection.value(
        """
        SELECT r.run_id FROM \(run.catalog.qualified("registrar_run_files")) AS f
        JOIN \(run.catalog.qualified("registrar_runs")) AS r ON r.run_id = f.run_id
        WHERE f.sha256 = $1 AND r.package_hash = $2
          \(ofWhole ? #"AND r.options_json NOT LIKE '%"subset":%'"# : "")
        ORDER BY r.started_at DESC, r.run_id DESC LIMIT 1
        """, [sha256, packageHash])
    }
  }

  /// An id that no run of the store has.
  public func unusedRunID(prefix: String) throws(StoreError) -> String {
    try access { run in
      let count = try run.connection.value(
        """
        SELECT count(*) FROM \(run.catalog.qualified("registrar_runs"))
        WHERE left(run_id, $1::integer) = $2
        """, [String(prefix.count + 1), prefix + "-"])
      return RunID.id(prefix: prefix, count: Int(count ?? "") ?? 0, tag: runTag)
    }
  }
}
