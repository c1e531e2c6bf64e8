//! Names for bytes: two files with the same digest hold the same bytes.

use std::fmt;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The BLAKE3 hash of some bytes, as 64 hexadecimal digits where it is written down.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest(blake3::Hash);

impl Digest {
    /// The hash of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(blake3::hash(bytes))
    }

    /// The same hash, made on all cores: for megabytes.
    pub fn of_many(bytes: &[u8]) -> Self {
        Self(blake3::Hasher::new().update_rayon(bytes).finalize())
    }

    /// As it is kept in little room.
    pub fn to_bytes(self) -> [u8; 32] {
        *self.0.as_bytes()
    }

    /// From what [`to_bytes`](Self::to_bytes) gave.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(blake3::Hash::from_bytes(bytes))
    }
}

impl Serialize for Digest {
    /// Digits where people may read them, else bytes.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match serializer.is_human_readable() {
            true => serializer.serialize_str(&self.0.to_hex()),
            false => self.0.as_bytes().serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match deserializer.is_human_readable() {
            true => Self::try_from(String::deserialize(deserializer)?).map_err(D::Error::custom),
            false => <[u8; 32]>::deserialize(deserializer).map(Self::from_bytes),
        }
    }
}

/// Several things under one digest. Each is counted with its length, so that no two different lists look alike.
#[derive(Clone, Debug)]
pub struct Fingerprint(Vec<u8>);

impl Default for Fingerprint {
    fn default() -> Self {
        // Most lists are short, and none is of one thing.
        Self(Vec::with_capacity(1024))
    }
}

impl Fingerprint {
    /// Adds one thing.
    pub fn add(&mut self, bytes: impl AsRef<[u8]>) -> &mut Self {
        let bytes = bytes.as_ref();
        self.number(bytes.len());
        self.0.extend_from_slice(bytes);
        self
    }

    /// Adds a number: of things to come, or one that matters itself.
    pub fn number(&mut self, number: usize) -> &mut Self {
        self.0.extend_from_slice(&(number as u64).to_le_bytes());
        self
    }

    /// Adds what stands for something longer.
    pub fn digest(&mut self, digest: Digest) -> &mut Self {
        self.0.extend_from_slice(digest.0.as_bytes());
        self
    }

    /// Adds a thing that may not be there.
    pub fn maybe(&mut self, bytes: Option<impl AsRef<[u8]>>) -> &mut Self {
        match bytes {
            Some(bytes) => self.number(1).add(bytes),
            None => self.number(0),
        }
    }

    /// Adds a value as it is written out.
    pub fn value(&mut self, value: &impl Serialize) -> &mut Self {
        self.add(serde_json::to_vec(value).expect("views are plain values with text keys"))
    }

    /// The digest of everything that was added.
    pub fn finish(&self) -> Digest {
        Digest::of(&self.0)
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_hex())
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.0.to_hex().to_string()
    }
}

impl TryFrom<String> for Digest {
    type Error = blake3::HexError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        blake3::Hash::from_hex(text).map(Self)
    }
}
