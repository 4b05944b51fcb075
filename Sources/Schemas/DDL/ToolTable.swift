/// A table of the tool itself, in the same store as the records.
public struct ToolTable: Sendable, Hashable {
  /// A column and whether it must have a value.
  public struct Column: Sendable, Hashable {
    /// The name.
    public var name: String
    /// What it holds.
    public var kind: TargetColumn.Kind
    /// Whether every row has a value.
    public var isNotNull: Bool
  }

  /// The name, beginning with `registrar_`.
  public var name: String
  /// The columns.
  public var columns: [Column]
  /// The primary key.
  public var primaryKey: [String]
  /// Columns that refer to a run.
  public var runColumn: String?
  /// Indexes.
  public var indexes: [StoreMapping.Index]

  /// The version of these tables, which a store records.
  public static let format = 5

  /// All of them: runs with their files, sources and journal, accesses, edits by hand, the id map, secrets, the
  /// lock, the schema's versions with the descriptors of their packages, what the store knows of itself,
  /// and the receipts of clean validations.
  ///
  /// `registrar_written` has the values that a run wrote, as they were read back; `registrar_past_edits`
  /// has the edits by hand that a run replaced. `registrar_access` says who read records, and
  /// `access_number` of a run which of its entries was the latest when the run was sealed.
  ///
  /// A journal entry concerns the records with ids from `first_id` to `last_id`: one for an update or a
  /// delete, a range for what one run created from consecutive rows, the first of which is `source_row`.
  public static let all: [ToolTable] = [
    ToolTable(
      "registrar_schema", "package! version! hash! applied_at!@",
      key: ["package", "version", "hash"]),
    ToolTable(
      "registrar_runs",
      """
      run_id! command! operator host tool_version package package_hash zone_data_version \
      options_json target started_at!@ finished_at@ outcome exit_code# approvals_json ledger_json \
      previous_hash record_hash number# subject progress_json access_number#
      """, key: ["run_id"]),
    ToolTable(
      "registrar_access",
      """
      number!# accessed_at!@ command! operator! host! tool_version! tables_json! run_hash! \
      previous_hash! record_hash!
      """, key: ["number"]),
    ToolTable(
      "registrar_run_files", "run_id! file_name! sha256! bytes!# archived_as",
      key: ["run_id", "file_name", "sha256"], run: "run_id"),
    ToolTable(
      "registrar_run_sources",
      "run_id! source_file! source_sheet! table_name! columns_json!",
      key: ["run_id", "source_file", "source_sheet", "table_name"], run: "run_id"),
    ToolTable(
      "registrar_journal",
      """
      run_id! seq!# table_name! record_key! operation! source_file source_sheet source_row# \
      before_json state! first_id# last_id#
      """, key: ["run_id", "seq"], run: "run_id",
      indexes: [
        StoreMapping.Index(
          name: "registrar_journal_by_id", columns: ["table_name", "operation", "last_id"],
          isUnique: false)
      ]),
    ToolTable(
      "registrar_edits", "table_name! record_id!# column_name! edited_at!@ before_text",
      key: ["table_name", "record_id", "column_name"]),
    ToolTable(
      "registrar_written", "run_id! table_name! record_id!# values_json!",
      key: ["run_id", "table_name", "record_id"], run: "run_id",
      indexes: [
        StoreMapping.Index(
          name: "registrar_written_by_record", columns: ["table_name", "record_id"],
          isUnique: false)
      ]),
    ToolTable(
      "registrar_past_edits",
      "run_id! table_name! record_id!# column_name! edited_at!@ before_text",
      key: ["run_id", "table_name", "record_id", "column_name"], run: "run_id"),
    ToolTable(
      "registrar_id_map", "package! table_name! record_key! system! source_id!",
      key: ["package", "table_name", "system", "source_id"],
      indexes: [
        StoreMapping.Index(
          name: "registrar_id_map_by_record", columns: ["package", "table_name", "record_key"],
          isUnique: false)
      ]),
    ToolTable(
      "registrar_secrets", "table_name! record_key! field! sealed! run_id",
      key: ["table_name", "record_key", "field"], run: "run_id"),
    ToolTable("registrar_settings", "name! value!", key: ["name"]),
    ToolTable(
      "registrar_receipts", "receipt! validated_at!@ operator host approvals_json",
      key: ["receipt", "validated_at"]),
    ToolTable(
      "registrar_packages", "hash! position!# file_name! content!", key: ["hash", "position"]),
    ToolTable(
      "registrar_lock", "target! run_id! host! pid!# heartbeat_at!@", key: ["target"]),
  ]

  /// A table from a line of column names: `!` must have a value, `#` a number, `@` an instant.
  private init(
    _ name: String, _ columns: String, key: [String], run: String? = nil,
    indexes: [StoreMapping.Index] = []
  ) {
    self.name = name
    self.columns = columns.split(separator: " ").map { text in
      Column(
        name: String(text.prefix { $0.isLetter || $0.isNumber || $0 == "_" }),
        kind: text.contains("#") ? .integer : text.contains("@") ? .instant : .text,
        isNotNull: text.contains("!"))
    }
    primaryKey = key
    runColumn = run
    self.indexes = indexes
  }
}
