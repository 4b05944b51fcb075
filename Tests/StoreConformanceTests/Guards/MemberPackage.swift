import Foundation
import TestSupport

/// A small package in a folder of its own, with a password that is hashed.
enum MemberPackage {
  /// Writes the package; returns its folder.
  @discardableResult
  static func write(into scratch: ScratchFolder, folder: String = "club") throws -> String {
    try FileManager.default.createDirectory(
      atPath: scratch.path(of: folder), withIntermediateDirectories: true)
    try scratch.write(
      folder + "/datapackage.json",
      #"""
      {"name": "club", "version": "1",
       "resources": [{"name": "members", "path": "members.csv", "schema": "members.schema.json"}]}
      """#)
    try scratch.write(
      folder + "/members.schema.json",
      #"""
      {"fields": [
         {"name": "login", "registrar:type": "code", "constraints": {"required": true}},
         {"name": "name", "registrar:type": "string"},
         {"name": "password", "registrar:type": "secret", "registrar:secret": "hash"}],
       "primaryKey": ["login"]}
      """#)
    return scratch.path(of: folder)
  }
}
