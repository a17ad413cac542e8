//! From a target to a TCP connection, within a deadline.

use std::io;
use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::thread;
use std::time::Instant;

use phrom_checklists::scan::NotReadReason;

use super::failure::{Failure, RESOLVER_SILENT};
use super::target::{Host, Target};

/// Addresses of one name that are tried.
const MAX_ADDRESSES: usize = 8;

/// Resolves and connects. Of several addresses the first that accepts is taken.
pub(crate) fn connect(target: &Target, deadline: Instant) -> Result<TcpStream, Failure> {
    let addresses = match &target.host {
        Host::Address(address) => vec![SocketAddr::new(*address, target.port)],
        Host::Name(name) => resolve(name, target.port, deadline)?,
    };
    let mut failures = Vec::new();
    for (tried, address) in addresses.iter().enumerate() {
        let waiting = u32::try_from(addresses.len() - tried).unwrap_or(1);
        let share = deadline.saturating_duration_since(Instant::now()) / waiting;
        if share.is_zero() {
            failures.push(io::Error::from(io::ErrorKind::TimedOut));
            break;
        }
        match TcpStream::connect_timeout(address, share) {
            Ok(stream) => return Ok(stream),
            Err(error) => failures.push(error),
        }
    }
    Err(most_telling(&failures))
}

/// The C resolver has no deadline, so that it waits in a thread of its own, which ends when it does.
fn resolve(name: &str, port: u16, deadline: Instant) -> Result<Vec<SocketAddr>, Failure> {
    let (answer, waiting) = crossbeam_channel::bounded(1);
    let name = name.to_string();
    let lookup = move || {
        let found = (name.as_str(), port).to_socket_addrs().map(|all| all.take(MAX_ADDRESSES).collect());
        // Nobody is waiting any longer: nothing is left to do.
        let _ = answer.send(found);
    };
    let started = thread::Builder::new().name("resolver".to_string()).spawn(lookup);
    started.map_err(|error| Failure::new(NotReadReason::Io, error.to_string()))?;
    let found: io::Result<Vec<SocketAddr>> = waiting
        .recv_deadline(deadline)
        .map_err(|_| Failure::new(NotReadReason::Unresolved, RESOLVER_SILENT))?;
    match found {
        Ok(addresses) if addresses.is_empty() => {
            Err(Failure { reason: NotReadReason::Unresolved, detail: None })
        }
        Ok(addresses) => Ok(addresses),
        Err(error) => Err(Failure::new(NotReadReason::Unresolved, error.to_string())),
    }
}

/// A refusal comes from a host that is there; a silence may be a filter's.
fn most_telling(failures: &[io::Error]) -> Failure {
    let of_kind = |kind| failures.iter().find(|error| error.kind() == kind);
    if let Some(error) = of_kind(io::ErrorKind::ConnectionRefused) {
        return Failure::new(NotReadReason::Refused, error.to_string());
    }
    if of_kind(io::ErrorKind::TimedOut).is_some() {
        return Failure { reason: NotReadReason::Timeout, detail: None };
    }
    let detail = failures.first().map(ToString::to_string);
    Failure { reason: NotReadReason::Io, detail }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::time::Duration;

    use super::*;

    fn soon() -> Instant {
        Instant::now() + Duration::from_secs(5)
    }

    #[test]
    fn failures_have_classes() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let target: Target = format!("127.0.0.1:{port}").parse().unwrap();
        connect(&target, soon()).unwrap();
        drop(listener);
        assert_eq!(connect(&target, soon()).unwrap_err().reason, NotReadReason::Refused);
        // RFC 6761: never exists.
        let unknown: Target = "host.invalid:1".parse().unwrap();
        assert_eq!(connect(&unknown, soon()).unwrap_err().reason, NotReadReason::Unresolved);
        let late = connect(&target, Instant::now()).unwrap_err();
        assert_eq!(late, Failure { reason: NotReadReason::Timeout, detail: None });
    }

    #[test]
    fn the_most_telling_failure_is_reported() {
        let error = |kind: io::ErrorKind| io::Error::from(kind);
        let kinds =
            [io::ErrorKind::HostUnreachable, io::ErrorKind::TimedOut, io::ErrorKind::ConnectionRefused];
        let reasons: Vec<NotReadReason> = (1..=3)
            .map(|count| {
                most_telling(&kinds[..count].iter().map(|kind| error(*kind)).collect::<Vec<_>>()).reason
            })
            .collect();
        assert_eq!(reasons, [NotReadReason::Io, NotReadReason::Timeout, NotReadReason::Refused]);
    }
}
