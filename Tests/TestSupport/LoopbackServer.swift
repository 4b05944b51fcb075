import Foundation
import Synchronization

/// An HTTP server on this machine that answers as a test says, also as no honest server would.
///
/// Nothing in it can hang a test: reads and writes end after five seconds, and so does its wait for a
/// connection at its end.
public final class LoopbackServer: Sendable {
  /// A request.
  public struct Request: Sendable {
    /// The method.
    public var method: String
    /// Path and query.
    public var target: String
    /// The header fields, names in lower case.
    public var fields: [String: String]
    /// The body.
    public var body: String
    /// How many requests came over the same connection before.
    public var position: Int
  }

  /// What is answered.
  public enum Reply: Sendable {
    /// An answer with a status and a body.
    case answer(Int, String = "", fields: [String] = [])
    /// These bytes, then the end of the connection.
    case bytes([UInt8])
    /// These bytes again and again, until the client goes away or ten seconds are over.
    case endless(first: String, again: String)
    /// Nothing but the end of the connection.
    case end
    /// Nothing, until the client goes away or five seconds are over.
    case silence
  }

  private let socket: Int32
  private let isEnded = Mutex(false)
  private let log = Mutex<[Request]>([])
  private let answer: @Sendable (Request) -> Reply
  /// The port.
  public let port: Int

  /// The address, `http://127.0.0.1:PORT`.
  public var address: String { "http://127.0.0.1:\(port)" }

  /// The requests so far.
  public var requests: [Request] { log.withLock { $0 } }

  /// A server that answers each request as a closure says; several may be asked at once.
  public init(_ answer: @escaping @Sendable (Request) -> Reply) throws {
    self.answer = answer
    let descriptor = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        bind(descriptor, generic, length) == 0 && listen(descriptor, 64) == 0
          && getsockname(descriptor, generic, &length) == 0
      }
    }
    guard isBound else { throw CocoaError(.featureUnsupported) }
    socket = descriptor
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { [self] in accept() }
  }

  /// Answers no more.
  public func end() {
    let isFirst = isEnded.withLock { ended in
      defer { ended = true }
      return !ended
    }
    if isFirst { shutdown(socket, Int32(SHUT_RDWR)) }
  }

  private func accept() {
    while !isEnded.withLock({ $0 }) {
      let connection = Foundation.accept(socket, nil, nil)
      guard connection >= 0 else { break }
      var limit = timeval(tv_sec: 5, tv_usec: 0)
      for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
        setsockopt(
          connection, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
      }
      Thread.detachNewThread { [self] in
        serve(connection)
        close(connection)
      }
    }
    close(socket)
  }

  private func serve(_ connection: Int32) {
    var buffer: [UInt8] = []
    var position = 0
    while let request = read(connection, &buffer, position) {
      position += 1
      log.withLock { $0.append(request) }
      switch answer(request) {
      case .answer(let status, let body, let fields):
        var head = "HTTP/1.1 \(status) -\r\nContent-Length: \(body.utf8.count)\r\n"
        for field in fields { head += field + "\r\n" }
        guard write(connection, Array((head + "\r\n" + body).utf8)) else { return }
      case .bytes(let bytes):
        _ = write(connection, bytes)
        return
      case .endless(let first, let again):
        guard write(connection, Array(first.utf8)) else { return }
        let end = Date().addingTimeInterval(10)
        while Date() < end, write(connection, Array(again.utf8)) {}
        return
      case .end: return
      case .silence:
        var byte: UInt8 = 0
        _ = recv(connection, &byte, 1, 0)
        return
      }
    }
  }

  private func write(_ connection: Int32, _ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        send(
          connection, buffer.baseAddress.map { $0 + sent }, bytes.count - sent,
          Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  private func read(_ connection: Int32, _ buffer: inout [UInt8], _ position: Int) -> Request? {
    let end = Array("\r\n\r\n".utf8)
    while true {
      if let range = buffer.firstRange(of: end) {
        let head = String(decoding: buffer[..<range.lowerBound], as: UTF8.self)
        let lines = head.components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ").map(String.init)
        guard words.count == 3 else { return nil }
        var fields: [String: String] = [:]
        for line in lines.dropFirst() {
          guard let colon = line.firstIndex(of: ":") else { continue }
          fields[line[..<colon].lowercased()] =
            line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        }
        let length = fields["content-length"].flatMap { Int($0) } ?? 0
        while buffer.count < range.upperBound + length {
          guard receive(connection, &buffer) else { return nil }
        }
        let body = String(
          decoding: buffer[range.upperBound..<range.upperBound + length], as: UTF8.self)
        buffer.removeFirst(range.upperBound + length)
        return Request(
          method: words[0], target: words[1], fields: fields, body: body, position: position)
      }
      guard receive(connection, &buffer) else { return nil }
    }
  }

  private func receive(_ connection: Int32, _ buffer: inout [UInt8]) -> Bool {
    var part = [UInt8](repeating: 0, count: 16_384)
    let count = recv(connection, &part, part.count, 0)
    guard count > 0 else { return false }
    buffer += part[..<count]
    return true
  }
}
