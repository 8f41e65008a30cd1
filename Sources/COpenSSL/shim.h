// What the OpenSSL floor sees of libcrypto. Only what Swift cannot import stands here as a function:
// macros, variadic calls, and parameter lists, whose entries point into the caller's frame.
#pragma once
#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>
#include <sys/prctl.h>
#include <sys/random.h>

static inline void *genkan_secure_malloc(size_t count) { return OPENSSL_secure_zalloc(count); }

static inline void genkan_secure_clear_free(void *bytes, size_t count) {
    OPENSSL_secure_clear_free(bytes, count);
}

// The reason of the oldest error of this thread, or NULL; empties the thread's error queue.
static inline const char *genkan_take_error_reason(void) {
    unsigned long code = ERR_peek_error();
    ERR_clear_error();
    return code == 0 ? NULL : ERR_reason_error_string(code);
}

static inline OSSL_PARAM genkan_octets(const char *key, const unsigned char *bytes, size_t count) {
    return OSSL_PARAM_construct_octet_string(key, (void *)bytes, count);
}

static inline OSSL_PARAM genkan_text(const char *key, const char *text) {
    return OSSL_PARAM_construct_utf8_string(key, (char *)text, 0);
}

static inline int genkan_mac_init(
    EVP_MAC_CTX *context, const char *digest, const unsigned char *key, size_t key_count) {
    OSSL_PARAM list[] = {genkan_text(OSSL_MAC_PARAM_DIGEST, digest), OSSL_PARAM_construct_end()};
    return EVP_MAC_init(context, key, key_count, list);
}

static inline int genkan_hkdf_sha256_expand(
    EVP_KDF_CTX *context, const unsigned char *key, size_t key_count, const unsigned char *info,
    size_t info_count, unsigned char *output, size_t output_count) {
    int mode = EVP_KDF_HKDF_MODE_EXPAND_ONLY;
    OSSL_PARAM list[5];
    size_t n = 0;
    list[n++] = OSSL_PARAM_construct_int(OSSL_KDF_PARAM_MODE, &mode);
    list[n++] = genkan_text(OSSL_KDF_PARAM_DIGEST, "SHA256");
    list[n++] = genkan_octets(OSSL_KDF_PARAM_KEY, key, key_count);
    if (info_count > 0) list[n++] = genkan_octets(OSSL_KDF_PARAM_INFO, info, info_count);
    list[n] = OSSL_PARAM_construct_end();
    return EVP_KDF_derive(context, output, output_count, list);
}

static inline int genkan_pbkdf2_sha256(
    EVP_KDF_CTX *context, const unsigned char *password, size_t password_count,
    const unsigned char *salt, size_t salt_count, unsigned int iterations, unsigned char *output,
    size_t output_count) {
    int without_lower_bounds = 1;
    OSSL_PARAM list[] = {
        OSSL_PARAM_construct_int(OSSL_KDF_PARAM_PKCS5, &without_lower_bounds),
        genkan_text(OSSL_KDF_PARAM_DIGEST, "SHA256"),
        genkan_octets(OSSL_KDF_PARAM_PASSWORD, password, password_count),
        genkan_octets(OSSL_KDF_PARAM_SALT, salt, salt_count),
        OSSL_PARAM_construct_uint(OSSL_KDF_PARAM_ITER, &iterations), OSSL_PARAM_construct_end()};
    return EVP_KDF_derive(context, output, output_count, list);
}

static inline int genkan_scrypt(
    EVP_KDF_CTX *context, const unsigned char *password, size_t password_count,
    const unsigned char *salt, size_t salt_count, uint64_t n, uint32_t r, uint32_t p,
    uint64_t memory_limit, unsigned char *output, size_t output_count) {
    OSSL_PARAM list[] = {
        genkan_octets(OSSL_KDF_PARAM_PASSWORD, password, password_count),
        genkan_octets(OSSL_KDF_PARAM_SALT, salt, salt_count),
        OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_N, &n),
        OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_R, &r),
        OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_P, &p),
        OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_MAXMEM, &memory_limit),
        OSSL_PARAM_construct_end()};
    return EVP_KDF_derive(context, output, output_count, list);
}

static inline int genkan_gcm_get_tag(EVP_CIPHER_CTX *context, unsigned char *tag, int count) {
    return EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, count, tag);
}

static inline int genkan_gcm_set_tag(EVP_CIPHER_CTX *context, const unsigned char *tag, int count) {
    return EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, count, (void *)tag);
}

static inline EVP_PKEY *genkan_generate_p256(void) { return EVP_EC_gen("P-256"); }

// A key pair from both raw halves, or NULL. The context ends here; the key is the caller's.
static inline EVP_PKEY *genkan_key_pair(
    const char *algorithm, const unsigned char *private_key, const unsigned char *public_key,
    size_t count) {
    OSSL_PARAM list[] = {
        genkan_octets(OSSL_PKEY_PARAM_PRIV_KEY, private_key, count),
        genkan_octets(OSSL_PKEY_PARAM_PUB_KEY, public_key, count), OSSL_PARAM_construct_end()};
    EVP_PKEY *key = NULL;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, algorithm, NULL);
    if (context == NULL || EVP_PKEY_fromdata_init(context) != 1
        || EVP_PKEY_fromdata(context, &key, EVP_PKEY_KEYPAIR, list) != 1)
        key = NULL;
    EVP_PKEY_CTX_free(context);
    return key;
}

// A public key on the curve P-256 from its uncompressed point (4, X, Y; 65 bytes), or NULL.
static inline EVP_PKEY *genkan_p256_public_key(const unsigned char *point) {
    OSSL_PARAM list[] = {
        genkan_text(OSSL_PKEY_PARAM_GROUP_NAME, "P-256"),
        genkan_octets(OSSL_PKEY_PARAM_PUB_KEY, point, 65), OSSL_PARAM_construct_end()};
    EVP_PKEY *key = NULL;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
    if (context == NULL || EVP_PKEY_fromdata_init(context) != 1
        || EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, list) != 1)
        key = NULL;
    EVP_PKEY_CTX_free(context);
    return key;
}

// An extension in OpenSSL's text form ("critical,CA:TRUE"), or NULL. The subject may be its own issuer.
static inline X509_EXTENSION *genkan_extension(
    X509 *issuer, X509 *subject, int kind, const char *value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, subject, NULL, NULL, 0);
    return X509V3_EXT_nconf_nid(NULL, &context, kind, value);
}

// 0 when no core dump and no other process of this user may read the memory from now on.
static inline int genkan_forbid_dumps(void) { return prctl(PR_SET_DUMPABLE, 0L, 0L, 0L, 0L); }
