"""Reads sellers and advertisements from SQLite. No rule of the documents lives here."""

from __future__ import annotations

import sqlite3

from .values import Advertisement, from_row

COLUMNS = """
select ad.item_id, ad.seller_id, seller.name as seller_name, ad.position, ad.title, ad.description, ad.level1,
       ad.level2, ad.price_model, ad.postcode, ad.city, ad.url, ad.started, ad.closes, ad.attributes
from user_ads_ad ad join user_ads_seller seller using (seller_id)
"""
LARGEST = 2**63 - 1  # SQLite's integers end here


class Store:
    """The sellers' advertisements, newest first."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def seller_with(self, token: str) -> int | None:
        """The seller that a bearer token belongs to."""
        found = self.connection.execute("select seller_id from user_ads_seller where token = ?", (token,))
        row = found.fetchone()
        return int(row["seller_id"]) if row else None

    def count(self, seller: int) -> int:
        """How many ads the seller has."""
        found = self.connection.execute("select count(*) from user_ads_ad where seller_id = ?", (seller,))
        return int(found.fetchone()[0])

    def ads(self, seller: int, offset: int, limit: int) -> tuple[Advertisement, ...]:
        """The seller's ads from `offset` on, at most `limit`; nothing for numbers that select nothing."""
        if not 0 <= offset <= LARGEST or limit <= 0:
            return ()
        query = f"{COLUMNS} where ad.seller_id = ? order by ad.position limit ? offset ?"
        return tuple(map(from_row, self.connection.execute(query, (seller, min(limit, LARGEST), offset))))

    def ad(self, item_id: str) -> Advertisement | None:
        """One ad by its id, whoever sells it."""
        row = self.connection.execute(f"{COLUMNS} where ad.item_id = ?", (item_id,)).fetchone()
        return from_row(row) if row else None

    def move(self, seller: int, serial: int) -> None:
        """One ad more on top of the seller's, or the oldest one gone, in turns."""
        mine = "from user_ads_ad where seller_id = ?"
        if serial // 2 % 2:
            self.connection.execute(f"delete {mine} and position = (select max(position) {mine})", (seller, seller))
            return
        others = "seller_id, title, description, level1, level2, price_model, postcode, city, url, started, closes, attributes"
        newest = f"select ?, position - 1, {others} {mine} order by position limit 1"
        values = (f"m{900_000_000 + serial}", seller)
        self.connection.execute(f"insert into user_ads_ad (item_id, position, {others}) {newest}", values)
