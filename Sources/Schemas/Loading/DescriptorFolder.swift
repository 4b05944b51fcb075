import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The folder of a package; no descriptor outside of it is ever read.
struct DescriptorFolder {
  /// The result of reading a file.
  enum Reading {
    /// The bytes.
    case content([UInt8])
    /// The name points out of the folder, or is not a file name; with the reason.
    case outside(String)
    /// There is no such file.
    case missing
    /// The file cannot be read; why.
    case unreadable(String)
  }

  /// The most bytes of a descriptor.
  static let maximumSize = 8 << 20

  private let folder: URL
  /// The files by name, if they are not on disk.
  private let contents: [String: [UInt8]]?
  /// The name of the package's own descriptor.
  let packageFileName: String

  /// The folder of a package's descriptor.
  init(packageFile path: String) {
    let url = URL(fileURLWithPath: path)
    folder = url.deletingLastPathComponent()
    packageFileName = url.lastPathComponent
    contents = nil
  }

  /// The folder of descriptors that were read before, the package's own first.
  init(_ descriptors: [DataPackage.Descriptor]) {
    folder = URL(fileURLWithPath: "/")
    packageFileName = descriptors.first?.file ?? "datapackage.json"
    contents = Dictionary(
      descriptors.map { ($0.file, Array($0.content.utf8)) }, uniquingKeysWith: { first, _ in first }
    )
  }

  /// Reads a file by its path relative to the folder.
  func read(_ name: String) -> Reading {
    if let contents { return contents[name].map(Reading.content) ?? .missing }
    let steps = name.split(separator: "/", omittingEmptySubsequences: false)
    guard !name.contains("\\"), !name.contains(":"), !name.contains("\0"),
      !steps.contains(where: { $0 == ".." || $0.isEmpty })
    else { return .outside("`\(name)` is not the name of a file in the package's folder") }
    let file = folder.appendingPathComponent(name).resolvingSymlinksInPath()
    let root = folder.resolvingSymlinksInPath().path
    guard file.path.hasPrefix(root == "/" ? root : root + "/") else {
      return .outside("`\(name)` leads out of the package's folder")
    }
    // Not FileManager's attributes: they name the owner, which the system may have to ask a server for.
    let descriptor = open(file.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      return errno == ENOENT ? .missing : .unreadable("the system refuses")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return .unreadable("it is not a file")
    }
    guard status.st_size <= Self.maximumSize else {
      return .unreadable("it has more than \(Self.maximumSize) bytes")
    }
    guard let bytes = Self.bytes(of: descriptor, count: Int(status.st_size)) else {
      return .unreadable("the system refuses")
    }
    return .content(bytes)
  }

  /// The first `count` bytes of an open file, fewer if it ends before; `nil` when it cannot be read.
  private static func bytes(of descriptor: CInt, count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = bytes.withUnsafeMutableBytes { buffer in
        pread(descriptor, buffer.baseAddress.map { $0 + filled }, count - filled, filled)
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { return nil }
      guard got > 0 else { break }
      filled += got
    }
    bytes.removeLast(count - filled)
    return bytes
  }
}
