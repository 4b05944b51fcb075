public import TabularCore
public import Workbooks

/// The items of a QTI package, of versions 2.0 to 3.0.
///
/// What a document is, its root element says, not the manifest: manifests differ. Nothing is fetched; a
/// document with a document type or with inclusions is refused.
///
/// For example:
///
///     let package = try QTIPackage(fileDescriptor: file.descriptor, mostOptions: 8)
///     for entry in package.entries { print(entry.member, entry.result) }
public struct QTIPackage: Sendable {
  /// A document of the package that is an item, or cannot be read.
  public struct Entry: Sendable {
    /// The path in the archive.
    public var member: String
    /// The group that the item is in, by its identifier; `nil` for none.
    public var group: String?
    /// The item, or why it is not taken.
    public var result: Result<AssessmentItem, ItemRefusal>
  }

  /// The items: first those that a test names, in its order, then the others.
  public private(set) var entries: [Entry] = []
  /// The groups, parents before children.
  public private(set) var groups: [ItemGroup] = []

  /// Names of members that lead out of the archive.
  public private(set) var unsafeMemberNames: [String] = []

  /// The most bytes of a document.
  private static let largestDocument = 16 << 20

  /// Whether an archive looks like a package: it has a manifest.
  public static func isPackage(_ archive: borrowing ArchiveReader) -> Bool {
    archive.names.contains { isManifest($0) }
  }

  private static func isManifest(_ name: String) -> Bool {
    name.lowercased().split(separator: "/").last == "imsmanifest.xml"
  }

  /// Reads a package.
  ///
  /// - Parameter mostOptions: the most options of an item.
  /// - Throws: a ``WorkbookError`` for an archive that cannot be trusted.
  public init(
    fileDescriptor: CInt, limits: Limits = Limits(), mostOptions: Int
  ) throws(WorkbookError) {
    let archive = try ArchiveReader(fileDescriptor: fileDescriptor, limits: limits)
    unsafeMemberNames = archive.unsafeNames
    var groups = GroupReader()
    var found: [String: Result<AssessmentItem, ItemRefusal>] = [:]
    var members: [String] = []
    for name in archive.names where name.lowercased().hasSuffix(".xml") && !Self.isManifest(name) {
      guard let content = try archive.content(of: name, limit: Self.largestDocument) else {
        continue
      }
      guard case .bytes(let bytes) = content else {
        members.append(name)
        found[name] = .failure(.large(limit: Self.largestDocument))
        continue
      }
      do throws(MarkupProblem) {
        let root = try MarkupDocument.root(of: bytes, limits: limits)
        if GroupReader.isTest(root) {
          groups.add(root, at: name)
        } else if ItemReader.isItem(root) {
          members.append(name)
          do throws(ItemRefusal) {
            found[name] = .success(try ItemReader(root, mostOptions: mostOptions).item())
          } catch {
            found[name] = .failure(error)
          }
        } else if root.name == "questestinterop" {
          members.append(name)
          found[name] = .failure(.version1)
        }
      } catch {
        members.append(name)
        found[name] = .failure(Self.refusal(error))
      }
    }
    var told: Set<String> = []
    for name in groups.order + members {
      guard let result = found[name], told.insert(name).inserted else { continue }
      entries.append(Entry(member: name, group: groups.groupOfItem[name], result: result))
    }
    self.groups = groups.groups
  }

  private static func refusal(_ problem: MarkupProblem) -> ItemRefusal {
    switch problem {
    case .doctype: .doctype
    case .inclusion: .inclusion
    case .malformed(let reason): .malformed(reason)
    }
  }
}
