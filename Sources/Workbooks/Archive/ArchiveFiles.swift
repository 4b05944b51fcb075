public import TabularCore

/// The files of a zip archive that is no workbook, under the limits and checks that workbooks have.
///
/// For example:
///
///     let archive = try ArchiveFiles(fileDescriptor: descriptor)
///     for name in archive.names { try archive.read(name) { chunk in … } }
public final class ArchiveFiles {
  private let archive: ZipArchive
  /// The names of the files, in the order of the archive; folders are left out.
  public let names: [String]

  /// Opens an archive.
  ///
  /// - Parameter fileDescriptor: an open regular file; it is duplicated.
  /// - Throws: `zip.damaged`, `zip.bomb` or `zip.unsafe-path`, the latter for two files of one name and for
  ///   names that lead out of the archive.
  public convenience init(
    fileDescriptor: CInt, limits: Limits = Limits()
  ) throws(WorkbookError) {
    try self.init(RandomAccessFile(descriptor: fileDescriptor, limits: limits), limits: limits)
  }

  /// Opens an archive by its path; a symbolic link is followed.
  ///
  /// - Throws: as for a descriptor, and `file.not-found` or `file.unreadable`.
  public convenience init(path: String, limits: Limits = Limits()) throws(WorkbookError) {
    try self.init(RandomAccessFile(path: path, limits: limits, followsLinks: true), limits: limits)
  }

  private init(_ file: RandomAccessFile, limits: Limits) throws(WorkbookError) {
    let archive = try ZipArchive(file, limits: limits)
    if let name = archive.unsafeNames.first {
      throw WorkbookError(.zipUnsafePath(.outside), part: name)
    }
    names = archive.entries.map { PartName.normalized(String(decoding: $0.name, as: UTF8.self)) }
      .filter { !$0.hasSuffix("/") }
    self.archive = archive
  }

  /// Gives the bytes of a file, piece by piece, until `body` returns false or the file ends.
  ///
  /// Bytes are counted as they come: what the archive says of sizes is not believed.
  public func read(
    _ name: String, _ body: (UnsafeRawBufferPointer) -> Bool
  ) throws(WorkbookError) {
    guard let member = try archive.member(name) else { return }
    let capacity = 1 << 16
    var count = 1
    withUnsafeTemporaryAllocation(byteCount: capacity, alignment: 16) { buffer in
      guard let start = buffer.baseAddress else { return }
      while count > 0 {
        count = member.read(into: start, capacity: capacity)
        guard count > 0 else { return }
        if !body(UnsafeRawBufferPointer(start: start, count: count)) { return }
      }
    }
    if let failure = member.failure { throw failure }
  }
}
