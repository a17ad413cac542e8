//! Certificates for tests: written by hand where no library makes them, issued by rcgen elsewhere.

use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer,
    KeyPair, KeyUsagePurpose, SanType,
};

use super::certificate::{Certificate, parse};

/// The moment of all tests: 2026-06-01T00:00:00Z.
pub(crate) const NOW: i64 = 1_780_272_000;
pub(crate) const DAY: i64 = 86_400;

pub(crate) const MD5_WITH_RSA: &str = "1.2.840.113549.1.1.4";
pub(crate) const SHA1_WITH_RSA: &str = "1.2.840.113549.1.1.5";
pub(crate) const ECDSA_WITH_SHA256: &str = "1.2.840.10045.4.3.2";

pub(crate) fn now() -> jiff::Timestamp {
    jiff::Timestamp::from_second(NOW).unwrap()
}

/// A certificate written by hand. Its signature is made of zeros.
#[derive(Clone)]
pub(crate) struct Draft {
    /// 1 to 3.
    pub(crate) version: u8,
    pub(crate) serial: Vec<u8>,
    /// OID.
    pub(crate) signature: &'static str,
    /// OID of the signed part, if it differs.
    pub(crate) inner_signature: Option<&'static str>,
    pub(crate) issuer: Vec<u8>,
    /// As UTCTime.
    pub(crate) not_before: &'static str,
    pub(crate) not_after: &'static str,
    pub(crate) subject: Vec<u8>,
    pub(crate) spki: Vec<u8>,
    pub(crate) extensions: Vec<Vec<u8>>,
}

impl Draft {
    /// A server's certificate without flaws.
    pub(crate) fn server(host: &str) -> Self {
        let san = der(0x30, &[der(0x82, host.as_bytes())].concat());
        Self {
            version: 3,
            serial: vec![1, 2, 3],
            signature: ECDSA_WITH_SHA256,
            inner_signature: None,
            issuer: common_name("Test CA"),
            not_before: "260501000000Z",
            not_after: "260730000000Z",
            subject: common_name(host),
            spki: ec_key("1.2.840.10045.3.1.7", 32),
            extensions: vec![
                extension("2.5.29.17", false, &san),
                extension("2.5.29.19", true, &[0x30, 0x00]),
                extension("2.5.29.37", false, &der(0x30, &oid("1.3.6.1.5.5.7.3.1"))),
            ],
        }
    }

    /// The signature by which a CA's root signs itself.
    pub(crate) fn root(common: &str) -> Self {
        Self {
            issuer: common_name(common),
            extensions: vec![extension("2.5.29.19", true, &[0x30, 0x03, 0x01, 0x01, 0xff])],
            ..Self::server(common)
        }
    }

    pub(crate) fn der(&self) -> Vec<u8> {
        let algorithm = |name| der(0x30, &oid(name));
        let mut signed = Vec::new();
        if self.version > 1 {
            signed.extend(der(0xa0, &der(0x02, &[self.version - 1])));
        }
        signed.extend(der(0x02, &self.serial));
        signed.extend(algorithm(self.inner_signature.unwrap_or(self.signature)));
        signed.extend(&self.issuer);
        let dates = [self.not_before, self.not_after].map(|date| der(0x17, date.as_bytes())).concat();
        signed.extend(der(0x30, &dates));
        signed.extend(&self.subject);
        signed.extend(&self.spki);
        if !self.extensions.is_empty() {
            signed.extend(der(0xa3, &der(0x30, &self.extensions.concat())));
        }
        let outer = [der(0x30, &signed), algorithm(self.signature), der(0x03, &[0; 65])].concat();
        der(0x30, &outer)
    }

    pub(crate) fn parsed(&self) -> Certificate {
        parse(&self.der()).unwrap()
    }
}

/// One DER value.
pub(crate) fn der(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    match content.len() {
        short @ 0..128 => out.push(u8::try_from(short).unwrap()),
        long => {
            let octets = long.to_be_bytes();
            let from = octets.iter().position(|&octet| octet != 0).unwrap();
            out.push(0x80 | u8::try_from(octets.len() - from).unwrap());
            out.extend(&octets[from..]);
        }
    }
    out.extend(content);
    out
}

pub(crate) fn oid(dotted: &str) -> Vec<u8> {
    let mut arcs: Vec<u64> = dotted.split('.').map(|arc| arc.parse().unwrap()).collect();
    let first = arcs.remove(0) * 40 + arcs.remove(0);
    arcs.insert(0, first);
    let mut content = Vec::new();
    for arc in arcs {
        let septets: Vec<u8> = (0..10).map(|i| u8::try_from(arc >> (7 * i) & 0x7f).unwrap()).collect();
        let last = septets.iter().rposition(|&septet| septet != 0).unwrap_or(0);
        content.extend((1..=last).rev().map(|i| septets[i] | 0x80));
        content.push(septets[0]);
    }
    der(0x06, &content)
}

pub(crate) fn extension(name: &str, critical: bool, value: &[u8]) -> Vec<u8> {
    let critical = if critical { vec![0x01, 0x01, 0xff] } else { Vec::new() };
    der(0x30, &[oid(name), critical, der(0x04, value)].concat())
}

/// A distinguished name of (OID, string type, value).
pub(crate) fn name(attributes: &[(&str, u8, &[u8])]) -> Vec<u8> {
    let sets = attributes
        .iter()
        .map(|(kind, tag, value)| der(0x31, &der(0x30, &[oid(kind), der(*tag, value)].concat())));
    der(0x30, &sets.collect::<Vec<_>>().concat())
}

pub(crate) fn common_name(common: &str) -> Vec<u8> {
    name(&[("2.5.4.3", 0x0c, common.as_bytes())])
}

/// An RSA key with a modulus of exactly so many bits; nobody has its private half.
pub(crate) fn rsa_key(bits: usize) -> Vec<u8> {
    let mut modulus = vec![0xff; bits.div_ceil(8)];
    modulus[0] >>= (8 - bits % 8) % 8;
    if modulus[0] & 0x80 != 0 {
        modulus.insert(0, 0);
    }
    let key = der(0x30, &[der(0x02, &modulus), der(0x02, &[1, 0, 1])].concat());
    let algorithm = der(0x30, &[oid("1.2.840.113549.1.1.1"), der(0x05, &[])].concat());
    public_key(&algorithm, &key)
}

/// A point on a curve whose coordinates have so many octets; not a valid one.
pub(crate) fn ec_key(curve: &str, octets: usize) -> Vec<u8> {
    let algorithm = der(0x30, &[oid("1.2.840.10045.2.1"), oid(curve)].concat());
    let mut point = vec![7; 1 + 2 * octets];
    point[0] = 4;
    public_key(&algorithm, &point)
}

pub(crate) fn ed25519_key() -> Vec<u8> {
    public_key(&der(0x30, &oid("1.3.101.112")), &[7; 32])
}

fn public_key(algorithm: &[u8], key: &[u8]) -> Vec<u8> {
    der(0x30, &[algorithm.to_vec(), der(0x03, &[&[0], key].concat())].concat())
}

/// A CA that issues real certificates.
pub(crate) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    der: Vec<u8>,
    common: String,
}

/// A certificate with its key.
pub(crate) struct Issued {
    pub(crate) der: Vec<u8>,
    /// PKCS #8.
    pub(crate) key: Vec<u8>,
}

impl Issued {
    pub(crate) fn parsed(&self) -> Certificate {
        parse(&self.der).unwrap()
    }
}

/// What an authority's certificates are like: 30 days old, 800 days to live.
fn authority_params(common: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, common);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    valid(&mut params, -30, 800);
    params
}

/// Sets validity in days from now.
pub(crate) fn valid(params: &mut CertificateParams, from: i64, to: i64) {
    let epoch = rcgen::date_time_ymd(1970, 1, 1);
    let at = |days: i64| epoch + std::time::Duration::from_secs(u64::try_from(NOW + days * DAY).unwrap());
    (params.not_before, params.not_after) = (at(from), at(to));
}

impl Authority {
    pub(crate) fn root(common: &str) -> Self {
        Self::root_with(common, |_| ())
    }

    pub(crate) fn root_with(common: &str, change: impl Fn(&mut CertificateParams)) -> Self {
        let mut params = authority_params(common);
        change(&mut params);
        let key = KeyPair::generate().unwrap();
        let der = params.self_signed(&key).unwrap().der().to_vec();
        Self { issuer: Issuer::new(params, key), der, common: common.to_string() }
    }

    pub(crate) fn intermediate(&self, common: &str) -> Self {
        self.intermediate_with(common, |_| ())
    }

    pub(crate) fn intermediate_with(&self, common: &str, change: impl Fn(&mut CertificateParams)) -> Self {
        let mut params = authority_params(common);
        params.use_authority_key_identifier_extension = true;
        change(&mut params);
        let key = KeyPair::generate().unwrap();
        let der = params.signed_by(&key, &self.issuer).unwrap().der().to_vec();
        Self { issuer: Issuer::new(params, key), der, common: common.to_string() }
    }

    /// This authority's key under another issuer.
    pub(crate) fn certified_again_by(
        &self,
        other: &Authority,
        change: impl Fn(&mut CertificateParams),
    ) -> Self {
        let mut params = authority_params(&self.common);
        params.use_authority_key_identifier_extension = true;
        change(&mut params);
        let der = params.signed_by(self.issuer.key(), &other.issuer).unwrap().der().to_vec();
        let key = KeyPair::from_pkcs8_der_and_sign_algo(
            &self.issuer.key().serialize_der().into(),
            &rcgen::PKCS_ECDSA_P256_SHA256,
        );
        Self { issuer: Issuer::new(params, key.unwrap()), der, common: self.common.clone() }
    }

    /// A server's certificate without flaws: 10 days old, 80 to live.
    pub(crate) fn issue(&self, host: &str) -> Issued {
        self.issue_with(host, |_| ())
    }

    pub(crate) fn issue_with(&self, host: &str, change: impl Fn(&mut CertificateParams)) -> Issued {
        let params = server_params(host, change);
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        Issued { der: certificate.der().to_vec(), key: key.serialize_der() }
    }

    pub(crate) fn der(&self) -> Vec<u8> {
        self.der.clone()
    }

    pub(crate) fn parsed(&self) -> Certificate {
        parse(&self.der).unwrap()
    }
}

/// A server's certificate signed with its own key.
pub(crate) fn self_signed(host: &str, change: impl Fn(&mut CertificateParams)) -> Issued {
    let params = server_params(host, change);
    let key = KeyPair::generate().unwrap();
    Issued { der: params.self_signed(&key).unwrap().der().to_vec(), key: key.serialize_der() }
}

fn server_params(host: &str, change: impl Fn(&mut CertificateParams)) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, host);
    params.subject_alt_names = vec![match host.parse() {
        Ok(address) => SanType::IpAddress(address),
        Err(_) => SanType::DnsName(host.try_into().unwrap()),
    }];
    params.is_ca = IsCa::ExplicitNoCa;
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.use_authority_key_identifier_extension = true;
    valid(&mut params, -10, 80);
    change(&mut params);
    params
}

/// PEM of a certificate.
pub(crate) fn pem(der: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::from("-----BEGIN CERTIFICATE-----");
    for (index, group) in der.chunks(3).enumerate() {
        if index % 16 == 0 {
            text.push('\n');
        }
        let bits =
            group.iter().fold(0usize, |bits, byte| bits << 8 | usize::from(*byte)) << (8 * (3 - group.len()));
        for i in 0..4 {
            let letter = char::from(LETTERS[bits >> (18 - 6 * i) & 63]);
            text.push(if i > group.len() { '=' } else { letter });
        }
    }
    text.push_str("\n-----END CERTIFICATE-----\n");
    text
}
