// A SQLite that does not do as it is told: loaded before the real one, it turns the setting of one
// pragma, named by OBSTINATE_PRAGMA, into the setting of another value, OBSTINATE_VALUE.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef struct sqlite3 sqlite3;
typedef struct sqlite3_stmt sqlite3_stmt;

static const char *obstinate(const char *sql, int *length, char *space, size_t size) {
    const char *name = getenv("OBSTINATE_PRAGMA"), *value = getenv("OBSTINATE_VALUE");
    char setting[100];
    if (!name || !value || !sql) return sql;
    snprintf(setting, sizeof setting, "PRAGMA %s=", name);
    if (strncasecmp(sql, setting, strlen(setting)) != 0) return sql;
    snprintf(space, size, "%s%s", setting, value);
    *length = -1;
    return space;
}

int sqlite3_prepare_v3(sqlite3 *db, const char *sql, int length, unsigned flags, sqlite3_stmt **statement, const char **tail) {
    static int (*real)(sqlite3 *, const char *, int, unsigned, sqlite3_stmt **, const char **);
    char space[200];
    if (!real) real = dlsym(RTLD_NEXT, "sqlite3_prepare_v3");
    const char *asked = obstinate(sql, &length, space, sizeof space);
    int status = real(db, asked, length, flags, statement, tail);
    if (asked != sql && tail) *tail = sql + strlen(sql);
    return status;
}

int sqlite3_prepare_v2(sqlite3 *db, const char *sql, int length, sqlite3_stmt **statement, const char **tail) {
    return sqlite3_prepare_v3(db, sql, length, 0, statement, tail);
}

int sqlite3_exec(sqlite3 *db, const char *sql, int (*row)(void *, int, char **, char **), void *context, char **message) {
    static int (*real)(sqlite3 *, const char *, int (*)(void *, int, char **, char **), void *, char **);
    char space[200];
    int length;
    if (!real) real = dlsym(RTLD_NEXT, "sqlite3_exec");
    return real(db, obstinate(sql, &length, space, sizeof space), row, context, message);
}
