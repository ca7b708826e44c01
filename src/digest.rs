//! 摘要: the SHA-256 by which a file is known again, in hexadecimal.

use std::io::{self, ErrorKind, Read};

use sha2::{Digest, Sha256};

/// That of bytes.
pub fn of_bytes(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// That of all that is still to be read, and how many bytes it was.
pub fn of_input(input: &mut (impl Read + ?Sized)) -> io::Result<(String, u64)> {
    let mut hasher = Sha256::new();
    let mut size = 0;
    let mut block = [0; 1 << 14];
    loop {
        match input.read(&mut block) {
            Ok(0) => return Ok((hexadecimal(&hasher.finalize()), size)),
            Ok(read) => {
                hasher.update(&block[..read]);
                size += read as u64;
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

fn hexadecimal(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_the_digest_that_other_programs_tell() {
        // printf abc | sha256sum
        let told = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(of_bytes(b"abc"), told);
        let long = vec![7; 100_000];
        let read = of_input(&mut long.as_slice()).expect("memory can be read");
        assert_eq!(read, (of_bytes(&long), 100_000));
    }
}
