/// How much of a file was read.
struct FileProgress {
  /// The rows, of all its tables.
  var rows = 0
  /// The bytes: of cells of a delimited file, of the parts of sheets of a workbook.
  var bytes = 0

  private var sheet = ""
  private var bytesBefore = 0

  /// Notes how much of a sheet was read; those before it are read whole.
  mutating func note(_ progress: (read: Int, size: Int), of sheet: String) {
    if sheet != self.sheet {
      self.sheet = sheet
      bytesBefore = bytes
    }
    // A sheet that is read once more does not lose what was read of it.
    bytes = max(bytes, bytesBefore + progress.read)
  }
}
