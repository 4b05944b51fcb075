import CLibZip

/// Writes a zip archive of files: at its root, deflated, dated the first day that the format knows, so that
/// equal files give equal bytes.
public enum ArchiveWriter {
  /// The first of January 1980 in the form of MS-DOS.
  private static let firstDay: UInt16 = 0x21

  /// Writes an archive to a path where nothing may be.
  ///
  /// - Parameter files: names in the archive and paths, in the order of the archive.
  public static func write(
    _ files: [(name: String, path: String)], to path: String
  ) throws(WorkbookCopyError) {
    var code: CInt = 0
    guard let output = zip_open(path, ZIP_CREATE | ZIP_EXCL, &code) else {
      var error = zip_error_t()
      zip_error_init_with_code(&error, code)
      defer { zip_error_fini(&error) }
      throw .unwritable(String(cString: zip_error_strerror(&error)).lowercased())
    }
    for file in files {
      // A length of -1 means the whole file.
      guard let source = zip_source_file(output, file.path, 0, -1) else {
        let reason = reason(output)
        zip_discard(output)
        throw .unwritable(reason)
      }
      let index = zip_file_add(output, file.name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
      guard index >= 0 else {
        zip_source_free(source)
        let reason = reason(output)
        zip_discard(output)
        throw .unwritable(reason)
      }
      zip_set_file_compression(output, UInt64(index), ZIP_CM_DEFLATE, 6)
      zip_file_set_dostime(output, UInt64(index), 0, firstDay, 0)
    }
    guard zip_close(output) == 0 else {
      let reason = reason(output)
      zip_discard(output)
      throw .unwritable(reason)
    }
  }

  private static func reason(_ archive: OpaquePointer) -> String {
    String(cString: zip_strerror(archive)).lowercased()
  }
}
