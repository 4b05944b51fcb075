import ImportPipeline

/// A file of exported records.
typealias ExportFile = PrivateFile<RecordExportError>

extension ExportFile {
  /// Begins a file; an earlier one stays in place until this one is complete.
  convenience init(_ path: String) throws(RecordExportError) {
    try self.init(path: path) { .unwritable(file: $0, reason: $1) }
  }
}
