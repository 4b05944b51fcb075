import Foundation
import Synchronization

/// Stands between a client and a server and cuts the line at a chosen moment, as networks do.
final class CuttingProxy: Sendable {
  /// When the line is cut: as soon as the client sends a text.
  enum Cut: Sendable {
    /// The server does not get it any more.
    case before(String)
    /// The server gets it, and its answer is lost.
    case after(String)
  }

  let port: Int
  private let listener: Int32
  private let server: String
  private let cut = Mutex<Cut?>(nil)

  /// A proxy on 127.0.0.1 for a server's socket.
  init(server: String) throws {
    self.server = server
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = listener
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(descriptor, pointer, length) == 0 && listen(descriptor, 8) == 0
          && getsockname(descriptor, pointer, &length) == 0
      }
    }
    guard isBound else { throw CocoaError(.fileWriteUnknown) }
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { [self] in
      while true {
        let client = accept(listener, nil, nil)
        guard client >= 0 else { return }
        serve(client)
      }
    }
  }

  /// Cuts the next line that fits, once.
  func cutNext(_ cut: Cut) { self.cut.withLock { $0 = cut } }

  func close() { shutdown(listener, Int32(SHUT_RDWR)) }

  private func serve(_ client: Int32) {
    let upstream = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let path = Array(server.utf8.prefix(MemoryLayout.size(ofValue: address.sun_path) - 1))
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
    let isConnected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(upstream, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
    guard isConnected else {
      shutdown(client, Int32(SHUT_RDWR))
      return
    }
    let isMuted = SharedFlag()
    Thread.detachNewThread {
      Self.pump(upstream, client) { _ in isMuted.isSet ? .drop : .pass }
    }
    Thread.detachNewThread { [self] in
      Self.pump(client, upstream) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        return cut.withLock { cut in
          switch cut {
          case .before(let word) where text.contains(word):
            cut = nil
            return .close
          case .after(let word) where text.contains(word):
            cut = nil
            isMuted.set()
            // The server gets the rest of its time to answer into nothing.
            Thread.detachNewThread {
              Thread.sleep(forTimeInterval: 0.3)
              shutdown(client, Int32(SHUT_RDWR))
            }
            return .pass
          default: return .pass
          }
        }
      }
    }
  }

  private enum Action {
    case pass
    case drop
    case close
  }

  private final class SharedFlag: Sendable {
    private let value = Mutex(false)
    var isSet: Bool { value.withLock { $0 } }
    func set() { value.withLock { $0 = true } }
  }

  private static func pump(
    _ source: Int32, _ sink: Int32, _ validate: (ArraySlice<UInt8>) -> Action
  ) {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(source, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      switch validate(buffer[0..<count]) {
      case .drop: continue
      case .close:
        shutdown(source, Int32(SHUT_RDWR))
        shutdown(sink, Int32(SHUT_RDWR))
        return
      case .pass:
        var sent = 0
        while sent < count {
          let written = buffer[sent..<count].withUnsafeBytes {
            send(sink, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
          }
          guard written > 0 else { break }
          sent += written
        }
      }
    }
    shutdown(source, Int32(SHUT_RDWR))
    shutdown(sink, Int32(SHUT_RDWR))
  }
}
