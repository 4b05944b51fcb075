#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A socket of this machine on a port that was free; closed with its owner.
public final class LocalSocket {
  /// No port was free.
  struct NoPort: Error {}

  /// The port.
  public let port: Int
  private let descriptor: CInt

  /// Takes a port.
  ///
  /// - Parameter listens: whether calls are taken; nobody answers them.
  public init(listens: Bool = false) throws {
    let opened = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(opened, pointer, length) == 0 && (!listens || listen(opened, 8) == 0)
          && getsockname(opened, pointer, &length) == 0
      }
    }
    guard isBound else {
      close(opened)
      throw NoPort()
    }
    descriptor = opened
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  deinit { close(descriptor) }
}
