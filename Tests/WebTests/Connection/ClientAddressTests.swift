import Testing

@testable import Web

struct ClientAddressTests {
    @Test(arguments: [
        ("192.0.2.7", "192.0.2.7/32"), ("::ffff:192.0.2.7", "192.0.2.7/32"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::1", "::/64"),
    ])
    func oneClientIsAnAddressOrASixtyFour(_ row: (String, String)) {
        #expect(ClientAddress(row.0)?.network == row.1)
    }

    @Test(arguments: ["", "localhost", "192.0.2", "192.0.2.256", "1.2.3.4 ", "fe80::1%eth0", "[::1]"])
    func otherTextsAreNoAddresses(_ text: String) {
        #expect(ClientAddress(text) == nil)
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.1.2", true), ("10.0.0.0/8", "11.0.0.0", false), ("10.0.0.128/25", "10.0.0.129", true),
        ("10.0.0.128/25", "10.0.0.127", false), ("0.0.0.0/0", "192.0.2.1", true), ("0.0.0.0/0", "::1", false),
        ("192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false),
        ("2001:db8::/32", "2001:db8:ffff::1", true),
        ("2001:db8::/32", "2001:db9::1", false),
    ])
    func aNetworkHoldsItsAddresses(_ row: (String, String, Bool)) throws {
        let range = try #require(AddressRange(row.0))
        let address = try #require(ClientAddress(row.1))
        #expect(range.contains(address) == row.2)
    }

    @Test(arguments: ["10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "/8", "x/8", "2001:db8::/129"])
    func otherTextsAreNoNetworks(_ text: String) {
        #expect(AddressRange(text) == nil)
    }
}
