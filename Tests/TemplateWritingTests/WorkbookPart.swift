import Foundation
import TabularCore
import Testing

@testable import Workbooks

/// The text of a part of a workbook.
func workbookPart(_ name: String, of path: String) throws -> String {
  let archive = try ZipArchive(RandomAccessFile(path: path, limits: Limits()), limits: Limits())
  let member = try #require(try archive.member(name))
  var bytes: [UInt8] = []
  let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  defer { buffer.deallocate() }
  let start = try #require(buffer.baseAddress)
  while case let count = member.read(into: start, capacity: buffer.count), count > 0 {
    bytes += buffer[..<count]
  }
  return String(decoding: bytes, as: UTF8.self)
}
