/* SPDX-License-Identifier: MIT */
/* Mutations: the tables, a file each. */
#ifndef TEST_MUTATIONS_TABLES_H
#define TEST_MUTATIONS_TABLES_H

#include "mutations.h"

extern const mutation_table header_mutations;  /* Type-1 */
extern const mutation_table person_mutations;  /* Type-2 */
extern const mutation_table print_mutations;   /* Type-4 and 14 */
extern const mutation_table palm_mutations;    /* Type-15 */
extern const mutation_table photo_mutations;   /* Type-10 */

#endif
