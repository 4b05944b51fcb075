import Foundation
import JSONText

/// A package that was found, and where.
public struct PackageLocation: Sendable, Hashable {
  /// Why a folder is searched.
  public enum Origin: String, Sendable {
    /// The command line names the package's path.
    case given
    /// `REGISTRAR_SCHEMAS` names the folder.
    case environment
    /// The folder belongs to the installation of the running binary.
    case installed
    /// The folder belongs to the checkout that the running binary was built in.
    case checkout
  }

  /// The package's name.
  public var name: String
  /// The path of its `datapackage.json`.
  public var path: String
  /// Why it was found there.
  public var origin: Origin
  /// Whether the package declares itself the default when none is named.
  public var isDefault: Bool
}

/// Finds packages: those that are shipped, wherever the binary is run from, and those given by path.
///
/// Shipped packages have one folder each in `Schemas`. Searched in this order: the folders that
/// `REGISTRAR_SCHEMAS` names (joined by `:`), `share/registrar/Schemas` beside the folder of the binary,
/// and `Schemas` in every folder above the binary. A package found earlier hides one of the same name
/// found later.
public struct PackageLocator: Sendable {
  private let roots: [(path: String, origin: PackageLocation.Origin)]

  /// A locator for a binary.
  ///
  /// - Parameters:
  ///   - environment: the variables of the process.
  ///   - executable: the path of the running binary; `nil` when it is not known.
  public init(
    environment: [String: String] = PackageLocator.runningEnvironment,
    executable: String? = PackageLocator.runningExecutable
  ) {
    var roots: [(String, PackageLocation.Origin)] = []
    for path in (environment["REGISTRAR_SCHEMAS"] ?? "").split(separator: ":") {
      roots.append((String(path), .environment))
    }
    if let executable {
      var folder = URL(fileURLWithPath: executable).resolvingSymlinksInPath()
        .deletingLastPathComponent()
      let prefix = folder.deletingLastPathComponent()
      roots.append((prefix.appendingPathComponent("share/registrar/Schemas").path, .installed))
      for _ in 0..<16 {
        roots.append((folder.appendingPathComponent("Schemas").path, .checkout))
        guard folder.path != "/" else { break }
        folder.deleteLastPathComponent()
      }
    }
    self.roots = roots
  }

  /// The environment of the running process.
  public static var runningEnvironment: [String: String] { ProcessInfo.processInfo.environment }

  /// The path of the running binary.
  public static var runningExecutable: String? {
    let link = "/proc/self/exe"
    return (try? FileManager.default.destinationOfSymbolicLink(atPath: link))
      ?? Bundle.main.executablePath
  }

  /// All shipped packages, in the order of the folders, by name within each.
  public func packages() -> [PackageLocation] {
    var found: [PackageLocation] = []
    for root in roots {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
      for name in names.sorted() {
        let path = URL(fileURLWithPath: root.path).appendingPathComponent(name)
          .appendingPathComponent("datapackage.json").path
        guard FileManager.default.fileExists(atPath: path),
          !found.contains(where: { $0.name == name })
        else { continue }
        found.append(
          PackageLocation(
            name: name, path: path, origin: root.origin, isDefault: Self.saysDefault(path)))
      }
    }
    return found
  }

  /// The package that a name or path means; `nil` when there is none.
  ///
  /// A text with a `/`, or one that ends in `.json`, is a path: of `datapackage.json` or of its
  /// folder. Anything else is the name of a shipped package, and failing that a path.
  public func locate(_ text: String) -> PackageLocation? {
    if !text.contains("/"), !text.hasSuffix(".json"),
      let shipped = packages().first(where: { $0.name == text })
    {
      return shipped
    }
    let path = PackageLoader.descriptorPath(text)
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let name = URL(fileURLWithPath: path).deletingLastPathComponent().lastPathComponent
    return PackageLocation(name: name, path: path, origin: .given, isDefault: false)
  }

  /// The default package: the one that declares itself the default, else the only one.
  public func defaultPackage() -> PackageLocation? {
    let packages = packages()
    return packages.first(where: \.isDefault) ?? (packages.count == 1 ? packages.first : nil)
  }

  private static func saysDefault(_ path: String) -> Bool {
    let folder = DescriptorFolder(packageFile: path)
    guard case .content(let bytes) = folder.read(folder.packageFileName),
      let node = try? JSONParser.parse(bytes),
      case .boolean(let value)? = node.member("registrar:isDefault")?.content
    else { return false }
    return value
  }
}
