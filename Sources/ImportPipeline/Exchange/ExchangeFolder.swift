import Foundation
import TabularCore
import Workbooks

/// The files of a set: those of a folder, or of a zip archive.
///
/// Only files at the root count. An archive whose files all lie in one folder is read as if they lay at
/// the root, because many programs pack folders.
struct ExchangeFolder {
  /// Where the files are.
  private enum Place {
    case folder
    case archive(ArchiveFiles, prefix: String)
  }

  /// The path of the folder or archive.
  let path: String
  /// The names of the files, sorted.
  let names: [String]
  /// Folders, links, and files that lie deeper: they are not read.
  let deeper: [String]
  private let place: Place

  /// The files of a folder or archive; `nil` for any other file, and for a workbook.
  ///
  /// - Parameter manifest: the name of the manifest; its path means its folder.
  init?(path: String, manifest: String, limits: Limits) throws {
    var isFolder: ObjCBool = false
    var path = path
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
    if !isFolder.boolValue, path.split(separator: "/").last.map(String.init) == manifest {
      path = String(path.dropLast(manifest.count))
      path = path.isEmpty ? "." : path
      isFolder = true
    }
    self.path = path
    if isFolder.boolValue {
      let all: [String]
      do {
        all = try FileManager.default.contentsOfDirectory(atPath: path)
      } catch {
        throw InputFileError.unreadable("the folder cannot be read")
      }
      guard all.count <= limits[.zipEntries] else {
        throw InputFileError(.zipBomb(.entries(limit: limits[.zipEntries])))
      }
      let visible = all.filter { !$0.hasPrefix(".") }.sorted()
      let others = visible.filter { !Self.isFile(path + "/" + $0) }
      deeper = others
      names = visible.filter { !others.contains($0) }
      place = .folder
      return
    }
    let file = try OpenFile(path: path, limits: limits)
    guard try file.bytes(at: 0, count: 4).starts(with: [0x50, 0x4B]) else { return nil }
    let archive = try ArchiveFiles(fileDescriptor: file.descriptor, limits: limits)
    guard !archive.names.contains("[Content_Types].xml") else { return nil }
    let visible = archive.names.filter { name in
      !name.hasPrefix("__MACOSX/") && name.split(separator: "/").last?.hasPrefix(".") != true
    }
    let prefix = Self.commonFolder(of: visible)
    let inner = visible.map { String($0.dropFirst(prefix.count)) }.sorted()
    names = inner.filter { !$0.contains("/") }
    deeper = inner.filter { $0.contains("/") }
    place = .archive(archive, prefix: prefix)
  }

  /// Whether there is a regular file at a path.
  ///
  /// Nobody named what a link in a folder leads to.
  private static func isFile(_ path: String) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return attributes?[.type] as? FileAttributeType == .typeRegular
  }

  /// The folder in which all files of an archive lie, with its slash; empty for none.
  private static func commonFolder(of names: [String]) -> String {
    guard let first = names.first, let slash = first.firstIndex(of: "/") else { return "" }
    let folder = String(first[...slash])
    return names.allSatisfy { $0.hasPrefix(folder) } ? folder : ""
  }

  /// The folder in which an archive has its files, where it is not the root.
  var packedFolder: String? {
    if case .archive(_, let prefix) = place, !prefix.isEmpty { prefix } else { nil }
  }

  /// Opens a file of the set.
  func open(_ name: String, as source: SourceName, limits: Limits) throws -> InputFile {
    let path = self.path + "/" + name
    switch place {
    case .folder: return try InputFile(path: path, name: source, limits: limits)
    case .archive(let archive, let prefix):
      return try InputFile(path: path, name: source, limits: limits) { take in
        try archive.read(prefix + name, take)
      }
    }
  }
}
