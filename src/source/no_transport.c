/*
 * no_transport.c - libgit2 without its network.
 *
 * kagiban never opens a connection, but git_libgit2_init() sets up every
 * transport that libgit2 was built with; with mbedTLS that means to parse the
 * system's whole bundle of certificates, 4 ms of a hook's time.  In a static
 * program the definitions here stand in for the few through which the rest of
 * libgit2 reaches those members of its archive, so that none of them is linked
 * in: there is no code that could connect.
 *
 * The names are libgit2's; which of them a version has differs (1.5 to 1.9),
 * and one that it does not have is not used.  If a version brings in such a
 * member all the same, the names are there twice, the trial link of
 * cmake/libraries.cmake fails, and the program is linked without this file.
 *
 * With libgit2 as a shared library the two slow calls are answered here.
 */
#include <pwd.h>
#include <stdbool.h>
#include <stddef.h>

struct git_remote;
struct git_transport;

enum { REFUSED = -1 };

#ifdef KAGIBAN_SHARED_GIT2

int mbedtls_x509_crt_parse_file(void *chain, const char *path);
int libssh2_init(int flags);

int mbedtls_x509_crt_parse_file(void *chain, const char *path)
{
	(void)chain;
	(void)path;
	return 0;
}

int libssh2_init(int flags)
{
	(void)flags;
	return 0;
}

#else

extern bool git_http__expect_continue;
extern bool git_smart__ofs_delta_enabled;
extern int git_socket_stream__connect_timeout;
extern int git_socket_stream__timeout;

int git_transport_ssh_global_init(void);
int git_transport_ssh_libssh2_global_init(void);
int git_stream_registry_global_init(void);
int git_socket_stream_global_init(void);
int git_openssl_stream_global_init(void);
int git_mbedtls_stream_global_init(void);
int git_mbedtls__set_cert_location(const char *file, const char *path);
int git_openssl__set_cert_location(const char *file, const char *path);
int git_openssl__add_x509_cert(void *certificate);
int git_transport_new(
	struct git_transport **out, struct git_remote *owner, const char *url);

/* Settings that libgit2 writes and nobody reads any more. */
bool git_http__expect_continue;
bool git_smart__ofs_delta_enabled;
int git_socket_stream__connect_timeout;
int git_socket_stream__timeout;

int git_transport_ssh_global_init(void)
{
	return 0;
}

int git_transport_ssh_libssh2_global_init(void)
{
	return 0;
}

int git_stream_registry_global_init(void)
{
	return 0;
}

int git_socket_stream_global_init(void)
{
	return 0;
}

int git_openssl_stream_global_init(void)
{
	return 0;
}

int git_mbedtls_stream_global_init(void)
{
	return 0;
}

int git_mbedtls__set_cert_location(const char *file, const char *path)
{
	(void)file;
	(void)path;
	return REFUSED;
}

int git_openssl__set_cert_location(const char *file, const char *path)
{
	(void)file;
	(void)path;
	return REFUSED;
}

int git_openssl__add_x509_cert(void *certificate)
{
	(void)certificate;
	return REFUSED;
}

/*
 * libgit2 looks up the home folder of a program that runs set-uid, which this
 * one is not.  A static C library would load the name service's modules for
 * it, DNS among them.
 */
/* NOLINTNEXTLINE(readability-*): the C library's own declaration */
int getpwuid_r(uid_t uid, struct passwd *entry, char *text, size_t size,
	struct passwd **found)
{
	(void)uid;
	(void)entry;
	(void)text;
	(void)size;
	*found = NULL;
	return 0;
}

int git_transport_new(
	struct git_transport **out, struct git_remote *owner, const char *url)
{
	(void)owner;
	(void)url;
	*out = NULL;
	return REFUSED;
}

#endif
