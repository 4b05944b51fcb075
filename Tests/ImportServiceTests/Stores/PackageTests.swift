import ImportPipeline
import ImportService
import Schemas
import TabularCore
import TestSupport
import Testing

/// Which package is meant, and the store of it.
@Suite struct PackageTests {
  @Test func aPackageIsFoundByItsPath_andOnlyWhereOneLooks() throws {
    let shop = try ShopSetting()
    let service = try shop.service()
    #expect(try service.package(shop.package).name == "shop")
    #expect(
      problem { _ = try service.package("shop") } == .unknownPackage("shop", shipped: []))
    #expect(problem { _ = try service.package(nil) } == .noPackage(shipped: []))
    let shipping = ImportService(
      Surroundings(
        author: RunAuthor(operatorName: "", host: "", toolVersion: ""),
        packages: PackageLocator(
          environment: ["REGISTRAR_SCHEMAS": shop.scratch.path], executable: nil)))
    #expect(try shipping.package("shop").name == "shop")
    #expect(try shipping.package(nil).name == "shop")
    #expect(
      problem { _ = try shipping.package("shpo") }
        == .unknownPackage("shpo", shipped: ["shop"]))
  }

  @Test func aStoreKeepsThePackageItWasMadeFor() throws {
    let shop = try ShopSetting()
    let service = try shop.service()
    let made = try service.makeStore(shop.choice, for: service.package(shop.package))
    #expect(made.isNew)
    #expect(made.production == nil)
    #expect(try service.package(nil, from: shop.choice).name == "shop")
    #expect(try service.package(nil, from: shop.choice).table(named: "items") != nil)
    let again = try service.makeStore(shop.choice, for: service.package(shop.package))
    #expect(!again.isNew)
    let status = try service.status(of: shop.choice, package: service.package(shop.package))
    #expect(status.package == "shop")
  }

  @Test func theStoreOfAProductionTarget_knowsIt() throws {
    let shop = try ShopSetting()
    let target = try shop.writeProject(#", "production": true"#)
    let service = try shop.service()
    let made = try service.makeStore(target, for: service.package(nil, orOf: target))
    #expect(made.production == "prod")
    // However the store is named.
    #expect(try service.productionName(of: shop.choice) == "prod")
  }

  @Test func aFaultyPackage_tellsAllItsMistakes() throws {
    let shop = try ShopSetting()
    try shop.scratch.write(
      "shop/items.schema.json",
      #"{"fields": [{"name": "code", "registrar:type": "cod"}], "primaryKey": ["colour"]}"#)
    let service = try shop.service()
    do throws(ServiceFailure) {
      _ = try service.package(shop.package)
      Issue.record("a faulty package was loaded")
    } catch {
      #expect(error.outcome == .unreadable)
      #expect(!error.isTransient)
      #expect(error.issues.count >= 2)
    }
  }

  @Test func aStoreThatIsMissing_isAFailureOfTheStore() throws {
    let shop = try ShopSetting()
    let service = try shop.service()
    do throws(ServiceFailure) {
      _ = try service.connection(to: shop.choice, writes: false)
      Issue.record("a missing store was opened")
    } catch {
      #expect(error.outcome == .storeFailedRolledBack)
      #expect(error.issues.map(\.code) == ["store.unreachable"])
    }
    #expect(
      problem {
        _ = try shop.service().grants(
          of: shop.choice, for: shop.service().package(shop.package), prefix: "p")
      }
        == .needsServer(store: "sqlite:" + shop.storePath))
  }
}
