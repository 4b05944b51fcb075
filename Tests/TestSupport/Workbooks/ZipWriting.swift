import CLibZip

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Writes zip archives for tests through libzip.
public enum ZipWriting {
  /// libzip could not write.
  public struct Failure: Error, CustomStringConvertible {
    /// What libzip says.
    public var description: String
  }

  /// Writes members in order, over any file at `path`, with a fixed time stamp.
  public static func write(
    _ members: [(name: String, bytes: [UInt8])], to path: String, isStored: Bool = false
  ) throws {
    var code: CInt = 0
    guard let archive = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code) else {
      throw Failure(description: "libzip cannot create \(path): error \(code)")
    }
    do {
      for member in members { try add(member.name, member.bytes, to: archive, isStored) }
    } catch {
      zip_discard(archive)
      throw error
    }
    guard zip_close(archive) == 0 else {
      let failure = Failure(description: String(cString: zip_strerror(archive)))
      zip_discard(archive)
      throw failure
    }
  }

  private static func add(
    _ name: String, _ bytes: [UInt8], to archive: OpaquePointer, _ isStored: Bool
  ) throws {
    let copy = malloc(max(1, bytes.count))
    bytes.withUnsafeBytes { source in
      if let copy, let start = source.baseAddress { memcpy(copy, start, source.count) }
    }
    guard let copy, let source = zip_source_buffer(archive, copy, UInt64(bytes.count), 1) else {
      free(copy)
      throw Failure(description: "libzip cannot take the bytes of \(name)")
    }
    let index = zip_file_add(archive, name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
    guard index >= 0 else {
      zip_source_free(source)
      throw Failure(description: String(cString: zip_strerror(archive)))
    }
    let place = UInt64(index)
    zip_file_set_dostime(archive, place, 0, 0x21, 0)
    if isStored { zip_set_file_compression(archive, place, ZIP_CM_STORE, 0) }
  }
}
