import CLibZip
import TabularCore

/// A zip archive open for reading: libzip's handle, the directory as we checked it, and how many bytes
/// its members have expanded to.
struct ZipArchive: ~Copyable {
  let handle: OpaquePointer
  /// The members, in the order of the directory.
  let entries: [ZipDirectory.Entry]
  private let indexByName: [String: Int]
  private let budget: ExpansionBudget
  /// The limits that hold.
  let limits: Limits
  /// Names that leave the package (absolute, with `..`, with a drive); they are never opened.
  let unsafeNames: [String]

  /// Opens an archive; its directory and headers must be valid.
  init(_ file: RandomAccessFile, limits: Limits) throws(WorkbookError) {
    // Everything that can fail comes first: a noncopyable owner is initialised completely or not at all.
    let directory = try ZipDirectory(of: file, limits: limits)
    let names = try Self.index(directory.entries)
    let handle = try Self.open(file, expecting: directory)
    self.handle = handle
    self.limits = limits
    entries = directory.entries
    budget = ExpansionBudget(limits: limits, memberCount: directory.entries.count)
    indexByName = names.indexByName
    unsafeNames = names.unsafeNames
  }

  deinit { zip_discard(handle) }

  private static func open(
    _ file: RandomAccessFile, expecting directory: ZipDirectory
  ) throws(WorkbookError) -> OpaquePointer {
    var failure = zip_error_t()
    zip_error_init(&failure)
    defer { zip_error_fini(&failure) }
    guard let source = InputFileSource.make(file, zeroedAt: directory.referringDisks, &failure)
    else {
      throw ZipDirectory.damagedDirectory
    }
    guard let handle = zip_open_from_source(source, ZIP_RDONLY, &failure) else {
      zip_source_free(source)
      throw ZipDirectory.damagedDirectory
    }
    do throws(WorkbookError) {
      try compare(handle, with: directory.entries)
    } catch {
      zip_discard(handle)
      throw error
    }
    return handle
  }

  /// libzip must have found the same directory as we did.
  private static func compare(
    _ handle: OpaquePointer, with entries: [ZipDirectory.Entry]
  ) throws(WorkbookError) {
    guard zip_get_num_entries(handle, 0) == entries.count else {
      throw ZipDirectory.damagedDirectory
    }
    for (index, entry) in entries.enumerated() {
      var status = zip_stat_t()
      guard zip_stat_index(handle, UInt64(index), zip_flags_t(ZIP_FL_ENC_RAW), &status) == 0,
        let name = status.name, status.comp_size == entry.compressedSize,
        status.size == entry.expandedSize, Int(status.crc) == entry.checksum,
        String(cString: name) == String(decoding: entry.name, as: UTF8.self)
      else { throw ZipDirectory.damagedDirectory }
    }
  }

  /// Names are compared without regard to ASCII case (ECMA-376 part 2, 6.2.2.3).
  private static func index(
    _ entries: [ZipDirectory.Entry]
  ) throws(WorkbookError) -> (indexByName: [String: Int], unsafeNames: [String]) {
    var indexByName: [String: Int] = [:]
    var unsafeNames: [String] = []
    for (index, entry) in entries.enumerated() {
      guard !entry.name.contains(0) else {
        throw WorkbookError(.zipUnsafePath(.nul), part: entry.shownName)
      }
      let name = PartName.normalized(String(decoding: entry.name, as: UTF8.self))
      guard !PartName.isUnsafe(name) else {
        unsafeNames.append(name)
        continue
      }
      // Folders are not parts, however often they are listed.
      guard !name.hasSuffix("/") else { continue }
      guard indexByName.updateValue(index, forKey: PartName.key(name)) == nil else {
        throw WorkbookError(.zipUnsafePath(.repeated), part: entry.shownName)
      }
    }
    return (indexByName, unsafeNames)
  }

  /// Whether the archive has no members.
  var isEmpty: Bool { entries.isEmpty }

  /// The size of a member as the archive tells it; 0 when there is none of this name.
  func claimedSize(of name: String) -> Int { index(of: name).map { entries[$0].expandedSize } ?? 0 }

  /// Whether there is a member of this name; case does not matter.
  func contains(_ name: String) -> Bool { indexByName[PartName.key(name)] != nil }

  /// The position of a member among `entries`; case does not matter.
  func index(of name: String) -> Int? { indexByName[PartName.key(name)] }

  /// Whether a member's name begins with `prefix`.
  func containsName(beginningWith prefix: String) -> Bool {
    let prefix = PartName.key(prefix)
    return indexByName.keys.contains { $0.hasPrefix(prefix) }
  }

  /// Opens a member; `nil` when there is none of this name.
  func member(_ name: String) throws(WorkbookError) -> ZipMember? {
    guard let index = indexByName[PartName.key(name)] else { return nil }
    guard !entries[index].isLink else { throw .damaged("member is a symbolic link", part: name) }
    return try ZipMember(
      of: handle, index: index, entry: entries[index], name: name, budget: budget)
  }
}
