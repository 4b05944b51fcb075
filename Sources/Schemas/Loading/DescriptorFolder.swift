import Foundation

/// The folder of a package, out of which no descriptor is ever read.
struct DescriptorFolder {
  /// What reading a file gave.
  enum Reading {
    /// The bytes.
    case content([UInt8])
    /// The name leads out of the folder, or is no file name; why.
    case outside(String)
    /// There is no such file.
    case missing
    /// The file cannot be read; why.
    case unreadable(String)
  }

  /// A descriptor may have this many bytes.
  static let maximumSize = 8 << 20

  private let folder: URL
  /// The name of the package's own descriptor.
  let packageFileName: String

  /// The folder of a package's descriptor.
  init(packageFile path: String) {
    let url = URL(fileURLWithPath: path)
    folder = url.deletingLastPathComponent()
    packageFileName = url.lastPathComponent
  }

  /// Reads a file by its path relative to the folder.
  func read(_ name: String) -> Reading {
    let steps = name.split(separator: "/", omittingEmptySubsequences: false)
    guard !name.contains("\\"), !name.contains(":"), !name.contains("\0"),
      !steps.contains(where: { $0 == ".." || $0.isEmpty })
    else { return .outside("`\(name)` is not the name of a file in the package's folder") }
    let file = folder.appendingPathComponent(name).resolvingSymlinksInPath()
    let root = folder.resolvingSymlinksInPath().path
    guard file.path.hasPrefix(root == "/" ? root : root + "/") else {
      return .outside("`\(name)` leads out of the package's folder")
    }
    let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
    guard let attributes else { return .missing }
    guard attributes[.type] as? FileAttributeType == .typeRegular else {
      return .unreadable("it is not a file")
    }
    guard let size = attributes[.size] as? Int, size <= Self.maximumSize else {
      return .unreadable("it has more than \(Self.maximumSize) bytes")
    }
    guard let data = FileManager.default.contents(atPath: file.path),
      data.count <= Self.maximumSize
    else { return .unreadable("the system refuses") }
    return .content([UInt8](data))
  }
}
